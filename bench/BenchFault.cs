namespace Frontdesk.Bench;

/// <summary>Stops the bench with a sentence for the person at the terminal.</summary>
internal sealed class BenchFault(string message) : Exception(message);
