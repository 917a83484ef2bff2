using System.Text;

namespace HealthScore.Training.Exports.Sql.Engines;

/// <summary>ClickHouse's RowBinary: values one after the other, low byte first, texts after their length.</summary>
internal static class RowBinary
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public static byte[] Of(TrialTable rows)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        for (var row = 0; row < rows.RowCount; row++)
        {
            writer.Write(rows.FirstNumber + row);
            foreach (var column in rows.Columns)
            {
                Write(writer, column.Cells[row]);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>One row of whole numbers, numbers and texts, none of them null.</summary>
    public static string Text(BinaryReader reader)
    {
        var bytes = reader.ReadBytes(reader.Read7BitEncodedInt());
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A byte says whether the value is null; one that is has nothing after it.</summary>
    private static void Write(BinaryWriter writer, TrialCell cell)
    {
        if (cell is { Number: null, Text: null, Day: null })
        {
            writer.Write((byte)1);
            return;
        }

        writer.Write((byte)0);
        if (cell.Number is { } number)
        {
            writer.Write(number);
        }
        else if (cell.Text is { } text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            writer.Write7BitEncodedInt(bytes.Length);
            writer.Write(bytes);
        }
        else
        {
            writer.Write((ushort)(cell.Day!.Value.DayNumber - Epoch.DayNumber));
        }
    }
}
