using HealthScore.Core.Formula;

namespace HealthScore.Core.ModelFiles.Figures;

/// <summary>What profile.json says; members that are not there are passed over.</summary>
internal static class ProfileFigures
{
    public static ModelFigures Read(JsonPlace profile, HealthModel model, ModelFigures figures)
    {
        var common = model.Formulas.FirstOrDefault(formula => formula.IsCommon);
        return figures with
        {
            Trained = profile.Find("rows") is { } rows ? new Outcomes(rows.Whole(), profile["churned"].Whole()) : null,
            Curves = MetricsFigures.Each(profile.Find("curves"), curve => Curve(curve, common)),
            Measured = MetricsFigures.Each(profile.Find("factors"), Measured),
        };
    }

    private static CurveRows Curve(JsonPlace curve, HealthFormula? common)
    {
        var key = curve["factor"].Text();
        var entries = MetricsFigures.Steps(curve);
        var factor = common?.Factors.FirstOrDefault(factor => factor.Key == key);
        return factor?.EntryCount == entries.Length
            ? new CurveRows(key, entries)
            : throw curve["factor"]
                .Wrong(
                    factor is null
                        ? "a factor of the formula of all accounts"
                        : $"a factor of {entries.Length} entries; this one has {factor.EntryCount}"
                );
    }

    private static MeasuredRows Measured(JsonPlace factor) =>
        new(factor["factor"].Text(), factor["counts"].Items().Sum(count => count.Whole()), factor["missing"].Whole());
}
