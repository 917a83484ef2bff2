using System.Globalization;

namespace HealthScore.Serving.Charts.Marks;

/// <summary>
/// How wide a text is at most: by the advance widths of DejaVu Sans, which is wider than the fonts that browsers
/// usually take, so that what fits here fits there.
/// </summary>
public static class TextWidth
{
    private const string Cut = "…";

    /// <summary>Thousandths of the size of the letters, from the blank to the tilde.</summary>
    private static readonly short[] Ascii =
    [
        318,
        401,
        460,
        838,
        636,
        950,
        780,
        275,
        390,
        390,
        500,
        838,
        318,
        361,
        318,
        337,
        636,
        636,
        636,
        636,
        636,
        636,
        636,
        636,
        636,
        636,
        337,
        337,
        838,
        838,
        838,
        531,
        1000,
        684,
        686,
        698,
        770,
        632,
        575,
        775,
        752,
        295,
        295,
        656,
        557,
        863,
        748,
        787,
        603,
        787,
        695,
        635,
        611,
        732,
        684,
        989,
        685,
        611,
        685,
        390,
        337,
        390,
        838,
        500,
        500,
        613,
        635,
        550,
        635,
        615,
        352,
        635,
        634,
        278,
        278,
        579,
        278,
        974,
        634,
        612,
        635,
        635,
        411,
        521,
        392,
        634,
        592,
        818,
        592,
        592,
        525,
        636,
        337,
        636,
        838,
    ];

    public static double Of(string text, double size)
    {
        var thousandths = 0L;
        foreach (var rune in text.EnumerateRunes())
        {
            thousandths += Of(rune.Value);
        }

        return thousandths * size / 1000;
    }

    /// <summary>The text, or as much of its beginning as there is room for, with an ellipsis.</summary>
    public static string Fit(string text, double size, double room)
    {
        if (Of(text, size) <= room)
        {
            return text;
        }

        var left = room - Of(Cut, size);
        var kept = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            left -= Of(element, size);
            if (left < 0)
            {
                break;
            }

            kept = elements.ElementIndex + element.Length;
        }

        return text[..kept].TrimEnd() + Cut;
    }

    private static int Of(int rune) =>
        rune is >= ' ' and <= '~' ? Ascii[rune - ' ']
        : rune < 0x590 ? 1000 // Latin, Greek and Cyrillic letters with marks: few are wider
        : 1100;
}
