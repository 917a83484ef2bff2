using Grpc.Core;
using HealthScore.Api.V1;
using HealthScore.Serving.Models;

namespace HealthScore.Serving.Services;

/// <summary>What the model is, and its formula.</summary>
internal sealed class ModelFacts(ServedModel served, ServerOptions options) : ModelService.ModelServiceBase
{
    public override Task<GetModelResponse> GetModel(GetModelRequest request, ServerCallContext context) =>
        Task.FromResult(ModelMapping.ModelOf(request, served, options.Today));

    public override Task<GetFormulaResponse> GetFormula(GetFormulaRequest request, ServerCallContext context) =>
        Task.FromResult(ModelMapping.FormulaOf(request, served));
}
