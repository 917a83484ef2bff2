namespace HealthScore.Serving.Charts;

/// <summary>
/// How the looks of charts look: on screen, in the dark, on paper and in the colours a reader forces.
/// </summary>
public static class ChartStyle
{
    /// <summary>Colours of the theme; the system's own where the reader forces colours.</summary>
    public static string Variables { get; } =
        ":root{color-scheme:light dark;"
        + Of(Palette.Light)
        + "}\n@media screen and (prefers-color-scheme:dark){:root{"
        + Of(Palette.Dark)
        + "}}\n@media (forced-colors:active){:root{"
        + Forced
        + "}}\n";

    private const string Forced =
        "--paper:Canvas;--card:Canvas;--ink:CanvasText;--muted:CanvasText;--rule:GrayText;--accent:CanvasText;"
        + "--second:LinkText;--third:GrayText;--quiet:GrayText;--shade:GrayText;--green:CanvasText;"
        + "--yellow:LinkText;--red:GrayText;--on-green:Canvas;--on-yellow:Canvas;--on-red:Canvas";

    public const string Sheet = """
        .chart{display:block;width:100%;height:auto;max-width:440px;overflow:visible}
        .chart text{font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:var(--ink);
        unicode-bidi:isolate;forced-color-adjust:none;paint-order:stroke;stroke:var(--card);stroke-width:3;
        stroke-linejoin:round}
        .chart .at-middle{text-anchor:middle}
        .chart .at-end{text-anchor:end}
        .chart .tick,.chart .axis-name{fill:var(--muted)}
        .chart .figure{font-weight:600}
        .chart path{fill:none;stroke:none}
        .chart .grid{stroke:var(--rule);stroke-width:1}
        .chart .join{stroke:var(--muted);stroke-width:1}
        .chart .mean,.chart .line-chance{stroke:var(--muted);stroke-width:1.25;stroke-dasharray:4 3}
        .chart .threshold{stroke:var(--ink);stroke-width:1.25}
        .chart .track{fill:var(--rule);opacity:.55}
        .chart .bar,.chart .dot,.chart .whole{fill:var(--accent)}
        .chart .interval{stroke:var(--accent);stroke-width:3;opacity:.55}
        .chart .line{stroke:var(--accent);stroke-width:2.25;stroke-linejoin:round}
        .chart .line-2{stroke:var(--second);stroke-width:2;stroke-dasharray:7 3}
        .chart .line-3{stroke:var(--third);stroke-width:2;stroke-dasharray:2 3}
        .chart .shade{fill:var(--shade)}
        .chart .density,.chart .stayed{fill:var(--quiet)}
        .chart .stayed{opacity:.55}
        .chart .left{fill:var(--ink)}
        .chart .down{fill:var(--red)}
        .chart .up{fill:var(--green)}
        .chart .band-green{fill:var(--green)}
        .chart .band-yellow{fill:var(--yellow)}
        .chart .band-red{fill:var(--red)}
        .chart text[class^="on-"]{stroke:none}
        .chart .on-band-green{fill:var(--on-green)}
        .chart .on-band-yellow{fill:var(--on-yellow)}
        .chart .on-band-red{fill:var(--on-red)}
        .chart .on-stayed{fill:var(--ink)}
        .chart .on-left{fill:var(--paper)}
        .chart .on-bar{fill:var(--paper)}

        """;

    private static string Of(Palette palette) =>
        string.Concat(palette.Variables.Select(variable => $"--{variable.Name}:{variable.Colour};"));
}
