using System.Text;

namespace HealthScore.Training.Exports.Sql;

/// <summary>What a query says of itself: what it reads, and what it gives.</summary>
internal static class SqlHeader
{
    public static string Of(QueryContext query)
    {
        var sql = query.Sql;
        var text = new StringBuilder();
        Line($"The health score of model {query.Model.Version} as one query for {sql.Title}.");
        Line("One row for each row of the table. It reads these columns:");
        foreach (var column in query.Columns)
        {
            Line($"  {SqlColumns.Note(sql.Quoted(column.Column))}  {column.Type}: {SqlColumns.Note(column.Use)}");
        }

        Line(
            "NULL and NaN are missing. health_points and points_* are whole 10^-7 points, health is points, 0 to 100."
        );
        Line("A value outside its range, or infinite, withholds the score: reason_1 is invalid:<factor>.");
        var pairs = query.Keys.Where(key => key.Any.IsPair).ToArray();
        foreach (var pair in pairs)
        {
            Line($"  {SqlExport.PointsName(query, pair)}: what {pair.Key} give together");
        }

        return text.ToString();

        void Line(string line) => text.Append("-- ").Append(line).Append('\n');
    }
}
