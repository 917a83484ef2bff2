using HealthScore.Api.V1;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;
using HealthScore.Serving.Statuses;
using FactorKind = HealthScore.Core.Factors.FactorKind;

namespace HealthScore.Serving.Services;

/// <summary>One factor's column of a batch, ready to be read row by row.</summary>
/// <param name="Factor">What it measures.</param>
/// <param name="Numbers">Of a numeric factor, else null.</param>
/// <param name="Codes">Of a factor with levels, else null.</param>
/// <param name="Values">By code: NaN for missing, the index of a level, -1 for a level never seen.</param>
internal sealed record BatchColumn(Factor Factor, Numbers? Numbers, Codes? Codes, double[] Values);

/// <summary>
/// A batch whose shape is right: every column as long as the batch, every code within its levels, every factor known.
/// What is wrong with single rows is found when they are read.
/// </summary>
internal sealed class BatchColumns
{
    private readonly BatchScoreRequest request;
    private readonly HealthModel model;

    /// <summary>By position in the catalog; null where nothing was sent.</summary>
    private readonly BatchColumn?[] factors;
    private readonly DateText[] asOf;
    private readonly DateText[] notice;
    private readonly DateText[] stageSince;

    /// <summary>The context that thresholds differ by; null where they do not, or it was not sent.</summary>
    private readonly Codes? contexts;

    private BatchColumns(BatchScoreRequest request, HealthModel model, BatchColumn?[] factors)
    {
        this.request = request;
        this.model = model;
        this.factors = factors;
        asOf = DateText.Of(request.AsOf);
        notice = DateText.Of(request.Notice);
        stageSince = DateText.Of(request.StageSince);
        contexts = model.Rules.BandsBy is { } by ? request.Context.GetValueOrDefault(by) : null;
    }

    public int Rows => (int)request.Rows;

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT with everything that is wrong.</exception>
    public static BatchColumns Of(BatchScoreRequest request, HealthModel model)
    {
        RequestChecks.Unrecorded(request.Record);
        var violations = new FieldViolations();
        if (request.Rows is 0 or > ServerOptions.MostBatchRows)
        {
            violations.Add("rows", $"is {request.Rows}; expected 1 to {ServerOptions.MostBatchRows}");
        }

        if (request.Contributions == Contributions.Top)
        {
            violations.Add("contributions", "is TOP; a batch gives NONE or ALL");
        }

        RequestChecks.Modes(request.Contributions, request.Validation, violations);
        CheckLength(
            "account_ids",
            request.AccountIds.Count == 0 ? null : request.AccountIds.Count,
            request,
            violations
        );
        CheckCodes("as_of", request.AsOf, request, violations);
        CheckCodes("notice", request.Notice, request, violations);
        CheckCodes("segment", request.Segment, request, violations);
        CheckCodes("stage", request.Stage, request, violations);
        CheckCodes("previous_stage", request.PreviousStage, request, violations);
        CheckCodes("stage_since", request.StageSince, request, violations);
        foreach (var (name, codes) in request.Context)
        {
            CheckCodes($"context[\"{name}\"]", codes, request, violations);
        }

        var sent = FactorsOf(request, model.Catalog, violations);
        violations.ThrowIfAny();
        return new BatchColumns(request, model, sent);
    }

    /// <summary>The formula of the row, or the blend of two; null where the model has none for it.</summary>
    public FormulaInUse? FormulaOf(int row)
    {
        var (segment, stage) = (TextOf(request.Segment, row), TextOf(request.Stage, row));
        return model.FormulaFor(segment, stage) < 0
            ? null
            : model.FormulaOf(
                segment,
                stage,
                PreviousStageOf(row),
                DateOf(request.StageSince, stageSince, row),
                DateOf(request.AsOf, asOf, row),
                contexts is { } codes && codes.Codes_[row] > 0 ? TextOf(codes, row) : null
            );
    }

    public bool IsInNotice(int row) => DateOf(request.Notice, notice, row) <= DateOf(request.AsOf, asOf, row);

    /// <summary>Fills one row of values; what is wrong with it goes to the errors.</summary>
    public void Read(int row, double[] values, BatchErrors errors)
    {
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = factors[j] switch
            {
                null => double.NaN,
                { Numbers: { } numbers } column => NumberOf(numbers.Values[row], column.Factor, row, errors),
                var column => LevelOf((int)column.Codes!.Codes_[row], column, row, errors),
            };
        }
    }

    /// <summary>What is wrong with a row beside its factors.</summary>
    public void CheckRow(int row, FormulaInUse? formula, BatchErrors errors)
    {
        if (request.AccountIds.Count > 0 && RequestChecks.AccountFault(request.AccountIds[row]) is { } tooLong)
        {
            errors.Add(row, "account_id", tooLong);
        }

        CheckDate("as_of", request.AsOf, asOf, row, errors);
        CheckDate("notice", request.Notice, notice, row, errors);
        CheckDate("stage_since", request.StageSince, stageSince, row, errors);
        if (DateOf(request.Notice, notice, row) is not null && DateOf(request.AsOf, asOf, row) is null)
        {
            errors.Add(row, "notice", RequestChecks.NoticeWithoutDay);
        }

        if (formula is null)
        {
            errors.Add(
                row,
                "segment",
                RequestChecks.NoFormula(TextOf(request.Segment, row), TextOf(request.Stage, row))
            );
        }
    }

    private static double NumberOf(double number, Factor factor, int row, BatchErrors errors)
    {
        if (!double.IsNaN(number) && FactorChecks.NumberFault(factor, number) is { } fault)
        {
            errors.Add(row, FactorChecks.PathOf(factor.Key), fault);
        }

        return number;
    }

    private double LevelOf(int code, BatchColumn column, int row, BatchErrors errors)
    {
        var value = column.Values[code];
        if (value == FactorCatalog.UnknownLevel && column.Codes!.Levels[code - 1] is var level)
        {
            if (FactorChecks.UnknownFault(column.Factor, level, request.Validation) is { } fault)
            {
                errors.Add(row, FactorChecks.PathOf(column.Factor.Key), fault);
            }
        }

        return value;
    }

    private static BatchColumn?[] FactorsOf(
        BatchScoreRequest request,
        FactorCatalog catalog,
        FieldViolations violations
    )
    {
        var columns = new BatchColumn?[catalog.Count];
        foreach (var sent in request.Factors)
        {
            var path = FactorChecks.PathOf(sent.Factor);
            var index = catalog.IndexOf(sent.Factor);
            if (index < 0)
            {
                violations.Add(path, FactorChecks.NoFactor);
            }
            else if (columns[index] is not null)
            {
                violations.Add(path, "stands twice");
            }
            else
            {
                columns[index] = ColumnOf(sent, index, path, request, catalog, violations);
            }
        }

        return columns;
    }

    private static BatchColumn ColumnOf(
        FactorColumn sent,
        int index,
        string path,
        BatchScoreRequest request,
        FactorCatalog catalog,
        FieldViolations violations
    )
    {
        var factor = catalog[index];
        if (factor.Kind == FactorKind.Numeric)
        {
            if (sent.Numbers is null)
            {
                violations.Add(path, "has no numbers; expected a column of numbers");
            }

            CheckLength($"{path}.numbers", sent.Numbers?.Values.Count, request, violations);
            return new BatchColumn(factor, sent.Numbers, Codes: null, []);
        }

        if (sent.Codes is null)
        {
            violations.Add(path, "has no codes; expected a column of codes into levels");
        }

        CheckCodes($"{path}.codes", sent.Codes, request, violations);
        double[] values = [double.NaN, .. (sent.Codes?.Levels ?? []).Select(level => catalog.Encode(index, level))];
        return new BatchColumn(factor, Numbers: null, sent.Codes, values);
    }

    private static void CheckLength(string path, int? length, BatchScoreRequest request, FieldViolations violations)
    {
        if (length is { } found && found != request.Rows)
        {
            violations.Add(path, $"has {found} entries; expected {request.Rows}, one a row");
        }
    }

    private static void CheckCodes(string path, Codes? codes, BatchScoreRequest request, FieldViolations violations)
    {
        CheckLength(path, codes?.Codes_.Count, request, violations);
        for (var row = 0; row < codes?.Codes_.Count; row++)
        {
            if (codes.Codes_[row] > codes.Levels.Count)
            {
                violations.Add($"{path}[{row}]", $"is code {codes.Codes_[row]}; expected 0 to {codes.Levels.Count}");
                return;
            }
        }
    }

    private static void CheckDate(string path, Codes? codes, DateText[] dates, int row, BatchErrors errors)
    {
        if (codes is not null && dates[codes.Codes_[row]].Fault is { } fault)
        {
            errors.Add(row, path, fault);
        }
    }

    private string? PreviousStageOf(int row) =>
        request.PreviousStage is { } stages && stages.Codes_[row] > 0 ? TextOf(stages, row) : null;

    private static DateOnly? DateOf(Codes? codes, DateText[] dates, int row) =>
        codes is null ? null : dates[codes.Codes_[row]].Date;

    private static string TextOf(Codes? codes, int row) =>
        codes is null || codes.Codes_[row] == 0 ? RequestChecks.Any : codes.Levels[(int)codes.Codes_[row] - 1];
}
