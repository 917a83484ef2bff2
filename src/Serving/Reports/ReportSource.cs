using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;
using HealthScore.Core.ModelFiles.Figures;
using HealthScore.Serving.Portfolio;

namespace HealthScore.Serving.Reports;

/// <summary>What a report is made from; nothing else enters it, no clock and no name of a machine.</summary>
/// <param name="Loaded">The model.</param>
/// <param name="Figures">What it says of itself.</param>
public sealed record ReportSource(LoadedModel Loaded, ModelFigures Figures)
{
    /// <summary>The accounts as they stand; null where no rows were given.</summary>
    public Book? Book { get; init; }

    /// <summary>What was found wrong with those rows, a sentence each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Accounts that the rows say have left: not in the book.</summary>
    public int AlreadyLeft { get; init; }

    public HealthModel Model => Loaded.Model;

    /// <summary>The formula of all accounts.</summary>
    public HealthFormula Common => Model.Formulas.First(formula => formula.IsCommon);

    /// <summary>The newest day that anything of it speaks of; null where all is undated.</summary>
    public DateOnly? AsOf => Book?.To > Loaded.Created.DataTo ? Book.To : Loaded.Created.DataTo ?? Book?.To;

    public static ReportSource Of(LoadedModel loaded) => new(loaded, ModelFigures.Of(loaded));
}
