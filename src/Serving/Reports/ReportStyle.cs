using HealthScore.Serving.Charts;

namespace HealthScore.Serving.Reports;

/// <summary>How the page looks: on screens from 320 pixels on, in the dark, and on paper.</summary>
internal static class ReportStyle
{
    public static string All { get; } = ChartStyle.Variables + Page + ChartStyle.Sheet + Paper;

    private const string Page = """
        *{box-sizing:border-box}
        html{background:var(--paper);color:var(--ink);
        font:16px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        body{margin:0 auto;max-width:84rem;padding:1.5rem clamp(.9rem,2.4vw,2.5rem) 3rem;overflow-wrap:anywhere}
        h1{font-size:clamp(1.5rem,4vw,2.1rem);line-height:1.2;margin:.2rem 0 .6rem}
        h2{font-size:1.35rem;line-height:1.25;margin:2.6rem 0 .6rem;padding-top:1.1rem;border-top:1px solid var(--rule)}
        h3{font-size:1.05rem;margin:1.6rem 0 .4rem}
        p,li{max-width:72ch}
        p{margin:.4rem 0 .8rem}
        ul,ol{padding-left:1.2rem;margin:.4rem 0 1rem}
        li{margin:.3rem 0}
        a{color:var(--accent)}
        a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .lead{font-size:1.05rem;color:var(--muted);margin-top:0}
        .facts{color:var(--muted);font-size:.9rem}
        .skip{position:absolute;left:-999px}
        .skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem}
        nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;margin:1rem 0}
        .scale{list-style:none;padding:0;display:grid;
        grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:.6rem;margin:1rem 0}
        .scale li{border:1px solid var(--rule);border-left:.5rem solid;border-radius:.4rem;padding:.5rem .8rem;
        margin:0;background:var(--card)}
        .scale .green{border-left-color:var(--green)}
        .scale .yellow{border-left-color:var(--yellow)}
        .scale .red{border-left-color:var(--red)}
        .short li{font-size:1.08rem;margin:.55rem 0}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,23.5rem),1fr));gap:1.1rem;
        align-items:stretch;margin:1rem 0}
        .beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.5rem;
        align-items:start}
        figure{margin:0;padding:1rem;border:1px solid var(--rule);border-radius:.6rem;background:var(--card);
        min-width:0}
        figcaption{margin-bottom:.7rem;line-height:1.3}
        figcaption .note{display:block;color:var(--muted);font-size:.85rem}
        .what{color:var(--muted);font-size:.85rem;line-height:1.4;margin:.6rem 0 0}
        details{margin-top:.6rem;font-size:.85rem}
        summary{cursor:pointer;color:var(--accent)}
        .aside{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .scroll{overflow-x:auto;margin:.5rem 0 1rem}
        table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
        details table{font-size:.82rem}
        caption{text-align:left;color:var(--muted);padding:.2rem 0 .4rem}
        details caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        th,td{padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--rule);text-align:right;vertical-align:top;
        overflow-wrap:normal;min-width:3.2rem}
        th:first-child,.text td,.text th{text-align:left}
        td:last-child,th:last-child{padding-right:.2rem}
        td{white-space:nowrap}
        .text td,.words td:last-child{white-space:normal}
        thead th{font-weight:600;vertical-align:bottom}
        tbody th{font-weight:400;overflow-wrap:anywhere;min-width:7rem;max-width:22rem}
        .words td:last-child,.words th:last-child{text-align:left;min-width:15rem;padding-left:.6rem;
        overflow-wrap:anywhere}
        .pair td,.pair th{min-width:4.5rem;padding:.35rem .6rem;text-align:right}
        .pair th:first-child{text-align:left}
        .pair td{border:1px solid var(--rule)}
        .shade-1{background:color-mix(in srgb,var(--accent) 8%,var(--card))}
        .shade-2{background:color-mix(in srgb,var(--accent) 16%,var(--card))}
        .shade-3{background:color-mix(in srgb,var(--accent) 24%,var(--card))}
        .shade-4{background:color-mix(in srgb,var(--accent) 32%,var(--card))}
        .finding{border-left:.3rem solid var(--yellow);padding-left:.7rem}
        footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);color:var(--muted);font-size:.85rem}

        """;

    private const string Paper = """
        @page{margin:14mm}
        @media print{html{font-size:10.5pt}body{max-width:none;padding:0}nav,.skip,details{display:none}h2{
        break-after:avoid;margin-top:1.4rem}h3{break-after:avoid}figure,tr,.scale li{break-inside:avoid}.cards{
        display:block;columns:2;column-gap:1rem}.cards figure{margin-bottom:1rem}.scroll{overflow:visible}table{
        font-size:9pt}}

        """;
}
