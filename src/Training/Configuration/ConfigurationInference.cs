using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Training.Data;
using HealthScore.Training.Quality;

namespace HealthScore.Training.Configuration;

/// <summary>
/// Makes a first configuration from a file: kinds of columns, the account, the churned value; then leaves out what
/// gives the outcome away, and of columns that say the same the later.
/// </summary>
public static class ConfigurationInference
{
    /// <exception cref="DataException">
    /// The file cannot be read, an option names no column, or a choice is a person's to make.
    /// </exception>
    public static InferredConfiguration Infer(string path, InferenceOptions options)
    {
        var missing = new MissingWords([HealthConfiguration.UsualMissingWords]);
        var profile = FileProfile.Read(path, options.Separator, missing);
        FileHeader.RequireColumns(profile.File, [.. profile.Columns.Select(c => c.Name)], options.Named);
        var outcome = new OutcomeRule(options.Label, ChurnedWord.Of(profile, options));
        var draft = Draft(profile, options, outcome);
        if (draft.Factors.IsEmpty)
        {
            throw new DataException(DataProblem.Invalid, InferenceSentences.NoFactors(profile.File));
        }

        var reading = TableReader.Read(path, TableSchema.From(draft) with { Separator = options.Separator });
        if (!reading.Errors.IsEmpty)
        {
            throw new DataException(reading.Errors);
        }

        return Screen(draft, reading.Table, profile);
    }

    private static HealthConfiguration Draft(FileProfile profile, InferenceOptions options, OutcomeRule outcome)
    {
        var named = options.Named.Select(n => n.Column).ToHashSet(StringComparer.Ordinal);
        var free = profile.Columns.Where(c => !named.Contains(c.Name)).ToArray();
        var ids = free.Where(ColumnKinds.IsIdLike).ToArray();
        if (options.Id is null && ids.Length > 1)
        {
            throw new DataException(
                DataProblem.Usage,
                InferenceSentences.SeveralIds(profile.File, ids.Select(c => c.Name))
            );
        }

        var account = options.Id ?? (ids is [var only] ? only.Name : null);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var factors = ImmutableArray.CreateBuilder<FactorRule>();
        var leftOut = ImmutableArray.CreateBuilder<LeftOutColumn>();
        foreach (var column in free.Where(c => c.Name != account))
        {
            if (ColumnKinds.ReasonAgainst(column) is { } reason)
            {
                leftOut.Add(new LeftOutColumn(column.Name, reason));
            }
            else
            {
                factors.Add(FactorOf(column, keys));
            }
        }

        return new HealthConfiguration
        {
            Columns = new ColumnRoles
            {
                Account = account,
                AsOf = options.AsOf,
                Segment = options.Segment,
                Stage = options.Stage,
                Value = options.Value,
                Ignore = options.Exclude,
            },
            Outcome = outcome,
            Factors = factors.ToImmutable(),
            LeftOut = leftOut.ToImmutable(),
        };
    }

    private static FactorRule FactorOf(ColumnProfile column, HashSet<string> keys) =>
        new(
            new Factor(
                FactorKeys.NextFree(column.Name, keys),
                ColumnKinds.TitleOf(column.Name),
                Pillar: "unassigned",
                ColumnKinds.KindOf(column),
                FactorDirection.Learn
            )
            {
                IsActionable = !ColumnKinds.IsTime(column.Name),
            },
            column.Name
        )
        {
            Comment = ColumnKinds.SoundsLikeAge(column.Name) ? "measured at the end of life?" : null,
        };

    private static InferredConfiguration Screen(HealthConfiguration draft, TrainingTable table, FileProfile profile)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        var leftOut = draft.LeftOut.ToBuilder();
        var leaks = LeakScreen(draft, table, warnings, leftOut);
        var twins = TwinScreen(draft, table, leaks, warnings, leftOut);
        var kept = draft.Factors.Where((_, j) => !leaks.Contains(j) && !twins.Contains(j)).ToImmutableArray();
        if (kept.IsEmpty)
        {
            throw new DataException(DataProblem.Invalid, InferenceSentences.NoFactors(profile.File));
        }

        warnings.AddRange(Slips(profile, kept));
        warnings.AddRange(
            kept.Where(f => f.Comment is not null).Select(f => InferenceSentences.SoundsLikeAge(f.Column))
        );
        return new InferredConfiguration(
            draft with
            {
                Factors = kept,
                LeftOut = leftOut.ToImmutable(),
            },
            warnings.ToImmutable(),
            table.RowCount,
            table.Outcomes.Count(o => o == Outcome.Churned),
            table.Outcomes.Count(o => o == Outcome.Unknown)
        );
    }

    /// <summary>Of factors that would be numbers but for a few cells.</summary>
    private static IEnumerable<string> Slips(FileProfile profile, IEnumerable<FactorRule> factors) =>
        from factor in factors
        let column = profile.Find(factor.Column)
        where column is { MostlyNumbers: true, AllNumbers: false, Distinct: > 2 }
        select InferenceSentences.Slips(factor.Column, column.FirstOther!.Value, column.Numbers, column.Measured);

    private static HashSet<int> LeakScreen(
        HealthConfiguration draft,
        TrainingTable table,
        ICollection<string> warnings,
        ICollection<LeftOutColumn> leftOut
    )
    {
        var leaks = new HashSet<int>();
        var aucs = LeakCheck.AucOfEach(table, draft.PurgeDays);
        foreach (var (j, factor) in draft.Factors.Index())
        {
            if (aucs[j] > LeakCheck.BlockAbove)
            {
                leaks.Add(j);
                leftOut.Add(new LeftOutColumn(factor.Column, InferenceSentences.LeakReason(aucs[j])));
                warnings.Add(InferenceSentences.Leak(factor.Column, aucs[j]));
            }
            else if (aucs[j] > LeakCheck.WarnAbove)
            {
                warnings.Add(InferenceSentences.NearLeak(factor.Column, aucs[j]));
            }
        }

        return leaks;
    }

    private static HashSet<int> TwinScreen(
        HealthConfiguration draft,
        TrainingTable table,
        HashSet<int> leaks,
        ICollection<string> warnings,
        ICollection<LeftOutColumn> leftOut
    )
    {
        var twins = new HashSet<int>();
        foreach (
            var (earlier, later) in TwinColumns.Of(table, [.. Enumerable.Range(0, table.Catalog.Count).Except(leaks)])
        )
        {
            var (stays, goes) = (draft.Factors[earlier].Column, draft.Factors[later].Column);
            twins.Add(later);
            leftOut.Add(new LeftOutColumn(goes, InferenceSentences.TwinReason(stays)));
            warnings.Add(InferenceSentences.Twin(goes, stays));
        }

        return twins;
    }
}
