namespace HealthScore.Sample.MlNet;

/// <summary>What is wrong with what the user gave, in one sentence.</summary>
internal sealed class SampleException(string sentence) : Exception(sentence);
