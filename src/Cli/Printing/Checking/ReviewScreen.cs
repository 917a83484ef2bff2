using System.Text.Json;
using System.Text.Json.Nodes;
using HealthScore.Core.Explaining;
using HealthScore.Core.Formula;
using Spectre.Console;

namespace HealthScore.Cli.Printing.Checking;

/// <summary>How old a definition is, flagged where its review is due.</summary>
internal static class ReviewScreen
{
    public static void Print(Terminal terminal, DefinitionReview review, DateOnly asOf)
    {
        var isDue = review.IsDue(asOf);
        Layout.Paragraph(
            terminal,
            (isDue ? "! " : "") + ReviewText.Of(review, asOf),
            isDue ? new Style(Palette.Yellow) : Palette.MutedStyle
        );
    }

    /// <summary>The same as a property of a document.</summary>
    public static void Write(Utf8JsonWriter json, DefinitionReview review, DateOnly asOf)
    {
        json.WritePropertyName("review");
        Document(review, asOf).WriteTo(json);
    }

    public static JsonObject Document(DefinitionReview review, DateOnly asOf) =>
        new()
        {
            ["on"] = review.On?.ToString("yyyy-MM-dd"),
            ["every_days"] = review.EveryDays,
            ["as_of"] = asOf.ToString("yyyy-MM-dd"),
            ["age_days"] = review.AgeInDays(asOf),
            ["due"] = review.IsDue(asOf),
        };
}
