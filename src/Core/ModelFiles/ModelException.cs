namespace HealthScore.Core.ModelFiles;

/// <summary>
/// A model that cannot be trusted, with the one sentence that says where and why. Whoever is serving goes on serving.
/// </summary>
public sealed class ModelException(string sentence, Exception? cause = null) : Exception(sentence, cause);
