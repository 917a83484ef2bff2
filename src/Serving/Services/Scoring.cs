using Grpc.Core;
using HealthScore.Api.V1;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Models;

namespace HealthScore.Serving.Services;

/// <summary>Request to snapshot, snapshot to health, health to answer.</summary>
internal sealed class Scoring(ServedModel served) : ScoringService.ScoringServiceBase
{
    public override Task<ScoreResponse> Score(ScoreRequest request, ServerCallContext context)
    {
        var snapshot = ScoreMapping.SnapshotOf(request, served);
        var health = HealthScorer.Score(snapshot, served.Model);
        return Task.FromResult(ScoreMapping.ResponseOf(health, snapshot, request.Contributions, served));
    }

    public override Task<BatchScoreResponse> BatchScore(BatchScoreRequest request, ServerCallContext context) =>
        Task.FromResult(BatchScoring.ResponseOf(request, served));
}
