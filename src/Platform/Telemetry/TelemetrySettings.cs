namespace Frontdesk.Platform;

/// <summary>Where traces and metrics go, and how logs look.</summary>
public sealed class TelemetrySettings
{
    /// <summary>An OpenTelemetry collector. Unset: nothing is exported. The other OTEL_EXPORTER_OTLP_ variables are read by the exporter itself.</summary>
    [Setting("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public Uri? Collector { get; set; }
}
