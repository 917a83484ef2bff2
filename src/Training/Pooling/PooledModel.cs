namespace HealthScore.Training.Pooling;

/// <summary>Which effects there are, and how far each may stand from 0.</summary>
/// <param name="Variances">By kind; 0 where there are none of the kind, infinite where nothing pulls them.</param>
/// <param name="IsDropped">By effect: given up on its own.</param>
internal sealed record PooledModel(double[] Variances, bool[] IsDropped)
{
    public bool Holds(PooledEffect effect, int position) => Variances[(int)effect.Kind] > 0 && !IsDropped[position];

    /// <summary>1 over the variance; 0 for what is not there.</summary>
    public double PullOf(PooledEffect effect) => Variances[(int)effect.Kind] == 0 ? 0 : 1 / Variances[(int)effect.Kind];
}
