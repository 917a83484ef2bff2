using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using HealthScore.Api.V1;

// Scores one account:
//   dotnet run --project samples/csharp -- 127.0.0.1:5151 tenure=3 contract=Month-to-month
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: ADDRESS:PORT FACTOR=VALUE ...");
    return 2;
}

var request = new ScoreRequest { AccountId = "sample" };
foreach (var pair in args.Skip(1))
{
    var (key, text) = (pair.Split('=', 2)[0], pair[(pair.IndexOf('=') + 1)..]);
    request.Factors[key] = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? new FactorValue { Number = number }
        : new FactorValue { Category = text };
}

using var channel = GrpcChannel.ForAddress($"http://{args[0]}");
var service = new ScoringService.ScoringServiceClient(channel);
try
{
    var answer = await service.ScoreAsync(request);
    if (!answer.HasHealthPoints)
    {
        Console.WriteLine($"no score: {string.Join(", ", answer.Reasons)}");
        return 0;
    }

    Console.WriteLine($"health {answer.Health:F2}, {answer.Band}, churn {answer.ChurnProbability:F4}");
    foreach (var contribution in answer.Contributions)
    {
        Console.WriteLine($"{contribution.Points / 1e7, 8:F2}  {contribution.Title}: {contribution.Bin}");
    }

    return 0;
}
catch (RpcException refused)
{
    Console.Error.WriteLine(refused.Status.Detail);
    return 1;
}
