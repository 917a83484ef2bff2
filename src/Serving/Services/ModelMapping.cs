using Google.Rpc;
using Grpc.Core;
using HealthScore.Api.V1;
using HealthScore.Core.Formula;
using HealthScore.Serving.Models;
using HealthScore.Serving.Statuses;
using Factor = HealthScore.Core.Factors.Factor;

namespace HealthScore.Serving.Services;

/// <summary>The model that answers, as messages.</summary>
internal static class ModelMapping
{
    public static GetModelResponse ModelOf(GetModelRequest request, ServedModel served, DateOnly today)
    {
        CheckVersion(request.ModelVersion, served);
        var model = served.Model;
        var response = new GetModelResponse
        {
            ModelVersion = model.Version,
            HorizonDays = (uint)model.HorizonDays,
            LowConfidenceBelow = model.Rules.LowBelow,
            WithheldBelow = model.Rules.WithholdBelow,
            HasChallenger = model.Challenger is not null,
            MetricsJson = served.MetricsJson,
            Review = ReviewOf(model.Review, today),
        };
        response.Factors.AddRange(model.Catalog.Factors.Select(DefinitionOf));
        response.Formulas.AddRange(model.Formulas.Zip(model.FormulaHashes, SummaryOf));
        response.RequiredPillars.AddRange(model.Rules.RequiredPillars);
        return response;
    }

    public static GetFormulaResponse FormulaOf(GetFormulaRequest request, ServedModel served)
    {
        CheckVersion(request.ModelVersion, served);
        var segment = request.Segment.Length == 0 ? "all" : request.Segment;
        var stage = request.Stage.Length == 0 ? "all" : request.Stage;
        var position = served.Model.FormulaFor(segment, stage);
        if (position < 0)
        {
            throw NotFound(
                $"no formula for segment {FactorChecks.Quoted(segment)}, stage {FactorChecks.Quoted(stage)}",
                "FORMULA_NOT_FOUND"
            );
        }

        return new GetFormulaResponse
        {
            ModelVersion = served.Model.Version,
            FormulaHash = served.Model.FormulaHashes[position],
            Text = served.FormulaTexts[position],
            Json = served.FormulaJson,
        };
    }

    private static Review ReviewOf(DefinitionReview review, DateOnly today)
    {
        var message = new Review
        {
            Reviewed = DateText.Words(review.On),
            EveryDays = (uint)review.EveryDays,
            Due = review.IsDue(today),
        };
        if (review.AgeInDays(today) is { } age)
        {
            message.AgeDays = (uint)age;
        }

        return message;
    }

    private static FactorDefinition DefinitionOf(Factor factor)
    {
        var definition = new FactorDefinition
        {
            Key = factor.Key,
            Title = factor.Title,
            Pillar = factor.Pillar,
            Kind = WireWords.Of(factor.Kind),
            Direction = WireWords.Of(factor.Direction),
            Unit = factor.Unit ?? "",
        };
        if (factor.RangeFrom is { } from)
        {
            definition.RangeFrom = from;
        }

        if (factor.RangeTo is { } to)
        {
            definition.RangeTo = to;
        }

        definition.Levels.AddRange(factor.Levels);
        return definition;
    }

    private static FormulaSummary SummaryOf(HealthFormula formula, string hash)
    {
        var summary = new FormulaSummary
        {
            Segment = formula.Segment,
            Stage = formula.Stage,
            FormulaHash = hash,
            Intercept = formula.Intercept,
            Slope = formula.Slope,
        };
        if (formula.Bands.GreenFrom is { } green)
        {
            summary.GreenFrom = green;
        }

        if (formula.Bands.YellowFrom is { } yellow)
        {
            summary.YellowFrom = yellow;
        }

        summary.Weights.AddRange(
            formula.Factors.Select(f => new FactorWeight
            {
                Factor = f.Key,
                Weight = f.Weight,
                BestPoints = f.Table.Best,
            })
        );
        summary.LeftOut.AddRange(formula.LeftOut.Select(f => new LeftOut { Factor = f.Factor, Reason = f.Reason }));
        return summary;
    }

    private static void CheckVersion(string asked, ServedModel served)
    {
        if (asked.Length > 0 && asked != served.Model.Version)
        {
            throw NotFound(
                $"no model {FactorChecks.Quoted(asked)} is loaded; {served.Model.Version} is",
                "MODEL_NOT_FOUND"
            );
        }
    }

    private static RpcException NotFound(string sentence, string reason) =>
        new Google.Rpc.Status
        {
            Code = (int)Code.NotFound,
            Message = sentence,
            Details = { Google.Protobuf.WellKnownTypes.Any.Pack(FieldViolations.Info(reason)) },
        }.ToRpcException();
}
