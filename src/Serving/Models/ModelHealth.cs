using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace HealthScore.Serving.Models;

/// <summary>Serving while the model scores and the process is not about to stop.</summary>
internal sealed class ModelHealth(ServedModel served, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var stopping = lifetime.ApplicationStopping.IsCancellationRequested;
        return Task.FromResult(!stopping && Scores() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
    }

    private bool Scores()
    {
        var nothingMeasured = new double[served.Model.Catalog.Count];
        Array.Fill(nothingMeasured, double.NaN);
        var formula = served.Model.Formulas[0];
        var health = HealthScorer.Score(nothingMeasured, formula, new int[formula.Factors.Length]);
        return health is >= 0 and <= HealthFormula.FullHealth;
    }
}
