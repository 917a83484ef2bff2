using HealthScore.Bench.Fit;

// One measurement a process, so that CPU time is that measurement's own:
//   generate FILE ROWS FACTORS     rows with a known additive truth, for every program that is compared
//   MODE FILE ROWS FACTORS [N]     measures, and prints one line of JSON; N is the number of threads or repeats
return args switch
{
    ["generate", var file, var rows, var factors] => MadeUpRows.Write(file, int.Parse(rows), int.Parse(factors)),
    [var mode, var file, var rows, var factors, .. var rest] when Modes.All.TryGetValue(mode, out var measure) =>
        Stopwatches.Print(measure(MadeUpRows.Read(file, int.Parse(rows), int.Parse(factors)), rest)),
    _ => Modes.Refuse(args),
};
