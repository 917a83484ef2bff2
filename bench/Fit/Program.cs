using HealthScore.Bench.Fit;
using HealthScore.Bench.Fit.Coverage;
using HealthScore.Bench.Fit.Noise;
using HealthScore.Training.Fitting;

// One measurement a process, so that CPU time is that measurement's own:
//   generate FILE ROWS FACTORS     rows with a known additive truth, for every program that is compared
//   coverage REPEATS               how often intervals hold a known truth
//   segments SEEDS ACCOUNTS …      partial pooling on made-up businesses of known truth, one line of JSON a size
//   noise TRUTH PAIR PROOF SEEDS ROWS …  what a fit makes of columns that mean nothing and of pairs, one line of JSON a
// size
//   explanations FILE LABEL CHURNED EXCLUDE   whether a challenger's contributions add up on every row of a file
//   MODE FILE ROWS FACTORS [N]     measures, and prints one line of JSON; N is the number of threads or repeats
return args switch
{
    ["segments", var seeds, .. var sizes] => SegmentRows.Run(int.Parse(seeds), [.. sizes.Select(int.Parse)]),
    ["noise", var truth, var pair, var proof, var seeds, .. var sizes] => NoiseStudy.Run(
        Enum.Parse<NoiseTruth>(truth),
        double.Parse(pair),
        int.Parse(seeds),
        [.. sizes.Select(int.Parse)],
        FitSettings.Default with
        {
            Proof = Enum.Parse<CurveProof>(proof),
        }
    ),
    ["generate", var file, var rows, var factors] => MadeUpRows.Write(file, int.Parse(rows), int.Parse(factors)),
    ["explanations", var file, var label, var churned, var exclude] => AddingUp.Run(file, label, churned, exclude),
    ["coverage", var repeats] => CoverageReport.Print(int.Parse(repeats)),
    [var mode, var file, var rows, var factors, .. var rest] when Modes.All.TryGetValue(mode, out var measure) =>
        Stopwatches.Print(measure(MadeUpRows.Read(file, int.Parse(rows), int.Parse(factors)), rest)),
    _ => Modes.Refuse(args),
};
