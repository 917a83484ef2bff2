using System.Globalization;
using HealthScore.Sample.MlNet;

// Scores a CSV file with a model's formula.mlnet.zip or challenger.mlnet.zip, and Microsoft.ML alone:
//   dotnet run --project samples/mlnet/formula -- formula.mlnet.zip customers.csv scored.csv
//   dotnet run --project samples/mlnet/challenger -- challenger.mlnet.zip customers.csv scored.csv
if (args.Length != 3)
{
    Console.Error.WriteLine("usage: MODEL.mlnet.zip CUSTOMERS.csv SCORED.csv");
    return 2;
}

try
{
    var model = ModelZip.Open(args[0]);
    Console.WriteLine(
        $"{model.Name} asks for {model.Input.Count} columns; the culture is {CultureInfo.CurrentCulture}"
    );
    var rows = RowClass.Read(model, args[1]);
    return rows.Score(model, args[2]);
}
catch (SampleException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 3;
}
