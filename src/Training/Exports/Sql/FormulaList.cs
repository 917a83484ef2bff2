using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;

namespace HealthScore.Training.Exports.Sql;

/// <summary>Formulas between two of the model's, one a day, on days 1 to 59 after a change of stage.</summary>
/// <param name="Old">Position of the formula of the stage before.</param>
/// <param name="New">Position of the formula of the stage that began.</param>
/// <param name="First">Position of the formula of day 1; the others follow.</param>
internal sealed record BlendRun(int Old, int New, int First);

/// <summary>Every formula that can score a row of a table: those of segments and stages, then blends.</summary>
internal sealed class FormulaList
{
    /// <summary>Formulas of one query at most, blends among them.</summary>
    public const int Most = 600;

    private FormulaList(ImmutableArray<FormulaInUse> all, ImmutableArray<FormulaChoice> choices)
    {
        All = all;
        Choices = choices;
    }

    public ImmutableArray<FormulaInUse> All { get; }

    /// <summary>Which accounts the model's own formulas are for; the first that holds decides.</summary>
    public ImmutableArray<FormulaChoice> Choices { get; }

    /// <summary>Whether an account's stage before, and the day of its change, are known.</summary>
    public bool ChangesCount { get; private set; }

    /// <summary>Empty where such accounts get no score.</summary>
    public ImmutableArray<BlendRun> Blends { get; private init; } = [];

    /// <exception cref="SqlExportException">There are more than <see cref="Most"/>.</exception>
    public static FormulaList Of(HealthModel model, StageBlends blends)
    {
        var choices = ChoicesOf(model);
        var used = choices.Select(choice => choice.Model).ToImmutableArray();
        var own = new FormulaList(
            [
                .. used.Select(position => new FormulaInUse(
                    model.Formulas[position],
                    model.FormulaHashes[position],
                    position
                )),
            ],
            choices
        );
        own.ChangesCount = model.Input is { PreviousStage: not null, StageSince: not null, AsOf: not null };
        return own.ChangesCount && blends == StageBlends.Written ? WithBlends(own, model) : own;
    }

    /// <summary>Formulas that can be met at all, the most specific first.</summary>
    private static ImmutableArray<FormulaChoice> ChoicesOf(HealthModel model) =>
        [
            .. model
                .Formulas.Index()
                .Where(f =>
                    (model.Input.Segment is not null || f.Item.Segment == "all")
                    && (model.Input.Stage is not null || f.Item.Stage == "all")
                )
                .OrderByDescending(f => f.Item.Segment != "all")
                .ThenByDescending(f => f.Item.Stage != "all")
                .Select((f, place) => new FormulaChoice(place, f.Index, f.Item.Segment, f.Item.Stage)),
        ];

    private static FormulaList WithBlends(FormulaList own, HealthModel model)
    {
        var all = own.All.ToBuilder();
        var runs = new Dictionary<(int, int), BlendRun>();
        string[] segments = [.. own.Choices.Select(c => c.Segment).Append("all").Distinct(StringComparer.Ordinal)];
        string[] stages = [.. own.Choices.Select(c => c.Stage).Append("all").Distinct(StringComparer.Ordinal)];
        foreach (var (segment, before, now) in from s in segments from b in stages from n in stages select (s, b, n))
        {
            var pair = (own.PlaceOf(model.FormulaFor(segment, before)), own.PlaceOf(model.FormulaFor(segment, now)));
            if (pair.Item1 == pair.Item2 || runs.ContainsKey(pair))
            {
                continue;
            }

            runs[pair] = new BlendRun(pair.Item1, pair.Item2, all.Count);
            for (var day = 1; day < StageBlend.Days; day++)
            {
                all.Add(model.FormulaOf(segment, now, before, DateOnly.MinValue, DateOnly.MinValue.AddDays(day)));
            }
        }

        return all.Count <= Most
            ? new FormulaList(all.ToImmutable(), own.Choices) { Blends = [.. runs.Values], ChangesCount = true }
            : throw new SqlExportException(
                $"stages that change into one another blend {runs.Count} pairs of formulas, {all.Count} formulas in "
                    + $"all; at most {Most} fit into a query."
            );
    }

    private int PlaceOf(int position) => Choices.First(choice => choice.Model == position).Place;
}

/// <summary>One of the model's formulas, and the accounts it is for.</summary>
/// <param name="Place">Its place in the query.</param>
/// <param name="Model">Its position in the model.</param>
/// <param name="Segment">"all" stands for any.</param>
/// <param name="Stage">"all" stands for any.</param>
internal sealed record FormulaChoice(int Place, int Model, string Segment, string Stage);
