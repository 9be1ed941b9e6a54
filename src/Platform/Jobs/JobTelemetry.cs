using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Frontdesk.Platform;

internal static class JobTelemetry
{
    internal const string Name = "Frontdesk.Jobs";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Jobs = Meter.CreateHistogram<double>("frontdesk.jobs.duration", "s", "Time a job ran, by kind and outcome.");
}
