using System.Text;
using HealthScore.Api.V1;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using FactorKind = HealthScore.Core.Factors.FactorKind;

namespace HealthScore.Serving.Services;

/// <summary>The bytes of an ordinary ScoreRequest as a snapshot, without the messages in between.</summary>
internal static class ScoreRequestReader
{
    private const int LongestText = 256;

    // Tags: field number x 8 + wire type.
    private const uint AccountId = (ScoreRequest.AccountIdFieldNumber << 3) | 2;
    private const uint AsOf = (ScoreRequest.AsOfFieldNumber << 3) | 2;
    private const uint Segment = (ScoreRequest.SegmentFieldNumber << 3) | 2;
    private const uint Stage = (ScoreRequest.StageFieldNumber << 3) | 2;
    private const uint Factors = (ScoreRequest.FactorsFieldNumber << 3) | 2;
    private const uint Mode = ScoreRequest.ContributionsFieldNumber << 3;
    private const uint Lenience = ScoreRequest.ValidationFieldNumber << 3;
    private const uint Key = (1 << 3) | 2;
    private const uint Value = (2 << 3) | 2;
    private const uint Number = (FactorValue.NumberFieldNumber << 3) | 1;
    private const uint Category = (FactorValue.CategoryFieldNumber << 3) | 2;
    private const uint Age = FactorValue.AgeDaysFieldNumber << 3;

    /// <summary>Null where the generated parser must look: something is wrong, or merely unusual.</summary>
    public static (Snapshot Snapshot, Contributions Mode)? Read(ReadOnlySpan<byte> bytes, HealthModel model)
    {
        var reader = new WireReader(bytes);
        var values = new double[model.Catalog.Count];
        Array.Fill(values, double.NaN);
        var (account, segment, stage) = ("", RequestChecks.Any, RequestChecks.Any);
        DateText asOf = default;
        var (mode, validation) = (Contributions.Unspecified, Validation.Unspecified);
        while (reader.More)
        {
            switch (reader.Varint())
            {
                case AccountId:
                    account = Encoding.UTF8.GetString(reader.Utf8());
                    break;
                case AsOf:
                    asOf = DateText.Of(Encoding.UTF8.GetString(reader.Utf8()));
                    break;
                case Segment:
                    segment = NameOf(reader.Utf8());
                    break;
                case Stage:
                    stage = NameOf(reader.Utf8());
                    break;
                case Factors:
                    Factor(ref reader, values, model.Catalog);
                    break;
                case Mode:
                    mode = (Contributions)reader.Varint();
                    break;
                case Lenience:
                    validation = (Validation)reader.Varint();
                    break;
                default:
                    reader.Fail();
                    break;
            }
        }

        var isOrdinary =
            !reader.Failed
            && asOf.Fault is null
            && RequestChecks.AccountFault(account) is null
            && mode is >= Contributions.Unspecified and <= Contributions.All
            && validation is Validation.Unspecified or Validation.Lenient
            && model.FormulaFor(segment, stage) >= 0;
        return isOrdinary
            ? (
                new Snapshot
                {
                    Account = account,
                    AsOf = asOf.Date,
                    Segment = segment,
                    Stage = stage,
                    Values = values,
                },
                mode
            )
            : null;
    }

    private static void Factor(ref WireReader request, double[] values, FactorCatalog catalog)
    {
        var entry = new WireReader(request.Bytes());
        var index = -1;
        ReadOnlySpan<byte> value = [];
        while (entry.More)
        {
            switch (entry.Varint())
            {
                case Key:
                    index = IndexOf(entry.Bytes(), catalog);
                    break;
                case Value when value.IsEmpty:
                    value = entry.Bytes();
                    break;
                default:
                    entry.Fail();
                    break;
            }
        }

        if (entry.Failed || index < 0 || !TryValue(value, index, catalog, out values[index]))
        {
            request.Fail();
        }
    }

    private static bool TryValue(ReadOnlySpan<byte> message, int index, FactorCatalog catalog, out double value)
    {
        var reader = new WireReader(message);
        var isNumeric = catalog[index].Kind == FactorKind.Numeric;
        value = double.NaN;
        while (reader.More)
        {
            switch (reader.Varint())
            {
                case Number when isNumeric:
                    value = reader.Double();
                    break;
                case Category when !isNumeric:
                    value = Level(reader.Utf8(), index, catalog);
                    break;
                case Age:
                    reader.Varint();
                    break;
                default:
                    reader.Fail();
                    break;
            }
        }

        return !reader.Failed && (isNumeric ? FactorChecks.NumberFault(catalog[index], value) is null : value >= 0);
    }

    private static int IndexOf(ReadOnlySpan<byte> key, FactorCatalog catalog)
    {
        Span<char> text = stackalloc char[LongestText];
        return key.Length <= LongestText && Encoding.UTF8.TryGetChars(key, text, out var length)
            ? catalog.IndexOf((ReadOnlySpan<char>)text[..length])
            : -1;
    }

    private static double Level(ReadOnlySpan<byte> level, int index, FactorCatalog catalog)
    {
        Span<char> text = stackalloc char[LongestText];
        return level.Length <= LongestText && Encoding.UTF8.TryGetChars(level, text, out var length)
            ? catalog.Encode(index, text[..length])
            : FactorCatalog.UnknownLevel;
    }

    private static string NameOf(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? RequestChecks.Any : Encoding.UTF8.GetString(name);
}
