namespace HealthScore.Serving;

/// <summary>The server cannot start: one sentence for the person who started it.</summary>
public sealed class ServerException(string sentence, Exception? cause = null) : Exception(sentence, cause);
