using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Sample.MlNet;

/// <summary>
/// A class with a field for each column that a model asks for. A program that knows its model writes it down instead:
/// <c>class Account { [ColumnName("tenure")] public double Tenure { get; set; } … }</c>.
/// </summary>
internal static class RowClass
{
    private static readonly string[] Missing = ["", "NA", "NaN", "null", "?"];

    /// <summary>Reads the model's columns of a file.</summary>
    /// <exception cref="SampleException">The file is not there, lacks a column, or a number is none.</exception>
    public static IRows Read(ModelZip model, string path)
    {
        if (!File.Exists(path))
        {
            throw new SampleException($"{path}: there is no such file.");
        }

        var name = Path.GetFileName(path);
        using var text = new StreamReader(path);
        using var records = CsvFile.Read(text).GetEnumerator();
        var header = records.MoveNext() ? records.Current.Cells : [];
        string[] wanted = [.. model.Input.Select(column => FileColumn(column.Name, header))];
        string[] absent = [.. wanted.Where(column => !header.Contains(column)).Select(column => $"'{column}'")];
        if (absent.Length > 0)
        {
            throw new SampleException(
                $"{name}: there is no column {string.Join(", ", absent)}, which {model.Name} asks for."
            );
        }

        int[] places = [.. wanted.Select(column => header.IndexOf(column))];
        var fields = Define(model.Input).GetFields();
        var rows = (IRows)
            Activator.CreateInstance(typeof(Rows<>).MakeGenericType(fields[0].DeclaringType!), model.Input)!;
        while (records.MoveNext())
        {
            var (line, cells) = records.Current;
            if (cells.Count != header.Count)
            {
                throw new SampleException($"{name}:{line}: has {cells.Count} fields; expected {header.Count}.");
            }

            var row = Activator.CreateInstance(fields[0].DeclaringType!)!;
            for (var k = 0; k < fields.Length; k++)
            {
                var cell = cells[places[k]];
                object value = fields[k].FieldType == typeof(string) ? cell : Number(cell, name, line, wanted[k]);
                fields[k].SetValue(row, value);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A column that is both a number and a segment is asked for a second time, as text.</summary>
    private static string FileColumn(string column, List<string> header) =>
        header.Contains(column) || !column.EndsWith(".text", StringComparison.Ordinal) ? column : column[..^5];

    private static double Number(string cell, string file, int line, string column) =>
        Missing.Contains(cell, StringComparer.OrdinalIgnoreCase) ? double.NaN
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new SampleException($"{file}:{line}: column '{column}' is \"{cell}\"; expected a number.");

    private static Type Define(DataViewSchema input)
    {
        var module = AssemblyBuilder
            .DefineDynamicAssembly(new AssemblyName("Rows"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("Rows");
        var row = module.DefineType("Row", TypeAttributes.Public);
        for (var k = 0; k < input.Count; k++)
        {
            var type = input[k].Type is TextDataViewType ? typeof(string) : typeof(double);
            row.DefineField($"Column{k}", type, FieldAttributes.Public);
        }

        return row.CreateType();
    }
}
