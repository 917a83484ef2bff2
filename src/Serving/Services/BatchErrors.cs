using HealthScore.Api.V1;
using HealthScore.Serving.Statuses;

namespace HealthScore.Serving.Services;

/// <summary>What is wrong with single rows of a batch.</summary>
internal sealed class BatchErrors
{
    private readonly SortedDictionary<int, FieldViolations> byRow = [];

    public void Add(int row, string path, string sentence)
    {
        if (!byRow.TryGetValue(row, out var violations))
        {
            violations = new FieldViolations();
            byRow.Add(row, violations);
        }

        violations.Add(path, sentence);
    }

    public bool Has(int row) => byRow.Count > 0 && byRow.ContainsKey(row);

    public IEnumerable<RowError> InOrder() =>
        byRow.Select(error => new RowError { Row = (uint)error.Key, Status = error.Value.ToStatus() });
}
