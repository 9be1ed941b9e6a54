using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Frontdesk.Platform;

/// <summary>Traces and metrics of requests, statements and jobs by OTLP, when a collector is named. Statements carry their text and never their values; requests their route and never their query.</summary>
internal sealed class Export(TelemetrySettings settings) : IHostedService, IDisposable
{
    private ActivityListener? faults;
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Collector is null)
            return Task.CompletedTask;
        // A database's message quotes values. Whoever records a fault on a span asks here first, and adds its own words only where these are missing.
        faults = new ActivityListener { ShouldListenTo = static _ => true, ExceptionRecorder = Record };
        ActivitySource.AddActivityListener(faults);
        var resource = ResourceBuilder.CreateDefault().AddService("frontdesk");
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "Npgsql", JobTelemetry.Name, "Frontdesk.Messaging")
            .AddProcessor(new Discreet())
            .AddOtlpExporter()
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", JobTelemetry.Name, "Frontdesk.Messaging")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.ForceFlush(2000);
        metrics?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        faults?.Dispose();
        traces?.Dispose();
        metrics?.Dispose();
    }

    private static void Record(Activity activity, Exception exception, ref TagList tags)
    {
        tags.Add("exception.message", Masked.Fault(exception));
        tags.Add("exception.stacktrace", exception.StackTrace);
    }

    /// <summary>Takes what a caller typed off a span: paths carry ids of patients, and clients' names for themselves tell who they are.</summary>
    private sealed class Discreet : BaseProcessor<Activity>
    {
        private static readonly string[] Private = ["url.query", "url.full", "url.path", "http.target", "http.url", "user_agent.original", "client.address", "exception.message"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in Private)
                data.SetTag(tag, null);
        }
    }
}
