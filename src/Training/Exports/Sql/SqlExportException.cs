namespace HealthScore.Training.Exports.Sql;

/// <summary>A formula, a name or a text that an engine cannot be told.</summary>
public sealed class SqlExportException(string sentence) : Exception(sentence);
