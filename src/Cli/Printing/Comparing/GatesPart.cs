using System.Collections.Immutable;
using HealthScore.Training.Comparison;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Comparing;

/// <summary>Whether the new model keeps the limits that its configuration sets.</summary>
internal static class GatesPart
{
    public static void Print(Terminal terminal, ImmutableArray<Gate> gates)
    {
        Layout.Heading(terminal, "Gates of the configuration");
        if (gates.IsEmpty)
        {
            Layout.Paragraph(
                terminal,
                "None is set, or none can be judged without rows; quality: { max_auc_gap: 0.01, max_auc_drop: 0.005 } "
                    + "sets two.",
                Palette.MutedStyle
            );
            return;
        }

        foreach (var gate in gates)
        {
            Layout.Paragraph(
                terminal,
                Sentence(gate),
                gate.Fails ? new Style(Palette.Red, decoration: Decoration.Bold) : Style.Plain
            );
        }

        Layout.Paragraph(terminal, Verdict(gates), Palette.Heading);
    }

    /// <summary>What the gates come to, and what that asks for.</summary>
    internal static string Verdict(ImmutableArray<Gate> gates)
    {
        var failed = gates.Count(gate => gate.Fails);
        return failed == 0
            ? $"{Figures.Of(gates.Length, "gate")} of {gates.Length} passed: nothing speaks against the new model."
            : $"{Figures.Of(failed, "gate")} of {gates.Length} failed: keep the old model (exit code 4).";
    }

    internal static string Sentence(Gate gate)
    {
        var rows = gate.On == "held_out" ? "held out at training" : "on these rows";
        var found =
            gate.Id == Gate.MaxAucGap
                ? $"the formula's AUC is {Behind(gate.Value)} the challenger's, {rows}"
                : $"the new model's AUC is {Behind(gate.Value)} the old one's, {rows}";
        var mark =
            gate.Fails ? "✗ fails"
            : gate.IsMissed ? "✓ accepted at training"
            : "✓ passes";
        return $"{mark}: {found}; {gate.Id} allows {Figures.Metric(gate.Limit)}.";
    }

    private static string Behind(double value) =>
        value < 0 ? $"{Figures.Metric(-value)} ahead of" : $"{Figures.Metric(value)} behind";
}
