using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Google.Protobuf;
using Grpc.Core;
using HealthScore.Api.V1;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Models;
using HealthScore.Serving.Services;

namespace HealthScore.Serving.Tests.Services;

/// <summary>The hand-written reader and writer against the generated messages.</summary>
public class ScoreWireTests
{
    private static readonly ServedModel Served = new(SmallModel.WithReplicates(), "");

    private static readonly double[] Numbers = [0, 0.5, 12.5, 30, 600, 3.25, -1, 601, double.NaN];

    private static readonly string[] Levels = ["Month-to-month", "One year", "Two year", "a", "Täglich", ""];

    private static readonly string[] Keys = ["tenure", "contract", "logins_28d", "flat", "nothing"];

    public static Arbitrary<ScoreRequest> AnyRequest { get; } =
        Arb.From(
            from account in Gen.Elements("", "a-1", "Kündigung", new string('x', 129))
            from asOf in Gen.Elements("", "2026-01-31", "31.1.2026")
            from segment in Gen.Elements("", "smb")
            from notice in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Constant("2026-01-31")))
            from mode in Gen.Choose(0, 4)
            from validation in Gen.Choose(0, 2)
            from factors in Gen.ListOf(AnyFactor())
            select Request(account, asOf, segment, notice, mode, validation, factors)
        );

    [Property(MaxTest = 2_000)]
    public Property The_reader_agrees_with_the_generated_parser_or_leaves_it_the_request() =>
        Prop.ForAll(
            AnyRequest,
            request =>
            {
                var read = ScoreRequestReader.Read(request.ToByteArray(), Served.Model);

                if (read is { } found)
                {
                    var expected = ScoreMapping.SnapshotOf(request, Served);
                    Assert.Equal(expected with { Values = found.Snapshot.Values }, found.Snapshot);
                    Assert.Equal(expected.Values, found.Snapshot.Values);
                    Assert.Equal(request.Contributions, found.Mode);
                }
            }
        );

    [Property(MaxTest = 2_000)]
    public Property The_writer_gives_the_very_bytes_of_the_generated_message() =>
        Prop.ForAll(
            AnyRequest,
            request =>
            {
                if (!IsValid(request))
                {
                    return;
                }

                var snapshot = ScoreMapping.SnapshotOf(request, Served);
                var health = HealthScorer.Score(snapshot, Served.Model);

                var bytes = ScoreResponseWriter.Write(health, snapshot, request.Contributions, Served).Bytes.ToArray();

                var message = ScoreMapping.ResponseOf(health, snapshot, request.Contributions, Served);
                Assert.Equal(message.ToByteArray(), bytes);
            }
        );

    [Property(MaxTest = 2_000)]
    public void Any_bytes_are_read_left_to_the_parser_or_refused_by_it(byte[] bytes)
    {
        var read = ScoreRequestReader.Read(bytes, Served.Model);

        if (read is { } found)
        {
            var parsed = ScoreRequest.Parser.ParseFrom(bytes);
            Assert.Equal(ScoreMapping.SnapshotOf(parsed, Served).Values, found.Snapshot.Values);
        }
    }

    [Fact]
    public void An_ordinary_request_is_read_without_the_parser()
    {
        var request = Requests.Account(tenure: 30, contract: "One year", logins: 4);

        Assert.NotNull(ScoreRequestReader.Read(request.ToByteArray(), Served.Model));
    }

    private static bool IsValid(ScoreRequest request)
    {
        try
        {
            return ScoreMapping.SnapshotOf(request, Served) is not null;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    private static Gen<(string Key, FactorValue Value)> AnyFactor() =>
        from key in Gen.Elements(Keys)
        from number in Gen.Elements(Numbers)
        from level in Gen.Elements(Levels)
        from shape in Gen.Choose(0, 5)
        select (key, Value(shape, number, level));

    private static FactorValue Value(int shape, double number, string level) =>
        shape switch
        {
            0 => new FactorValue { MissingReason = "not asked" },
            1 => new FactorValue { Number = number, AgeDays = 3 },
            2 => new FactorValue { Category = level, Detail = "as told" },
            3 => new FactorValue(),
            _ when level.Length % 2 == 0 => new FactorValue { Number = number },
            _ => new FactorValue { Category = level },
        };

    private static ScoreRequest Request(
        string account,
        string asOf,
        string segment,
        string notice,
        int mode,
        int validation,
        IEnumerable<(string Key, FactorValue Value)> factors
    )
    {
        var request = new ScoreRequest
        {
            AccountId = account,
            AsOf = asOf,
            Segment = segment,
            Notice = notice,
            Contributions = (Contributions)mode,
            Validation = (Validation)validation,
        };
        foreach (var (key, value) in factors)
        {
            request.Factors[key] = value;
        }

        return request;
    }
}
