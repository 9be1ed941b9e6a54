using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Platform;

/// <summary>Whether requests are counted.</summary>
public sealed class RateLimitSettings
{
    /// <summary><c>on</c> (default) or <c>off</c>. Off is for load tests, which send a city's traffic from one address.</summary>
    [Setting("FRONTDESK_RATE_LIMITS")]
    public OnOff Limits { get; set; } = OnOff.On;
}

public enum OnOff
{
    On,
    Off,
}

/// <summary>
/// Token buckets for each clinic and each address, by the route's <see cref="RateClass"/>; 429 <c>rate_limited</c> with <c>Retry-After</c> when one is empty. They stand before
/// the session is looked up, so that a flood costs no statement. Counted by each node for itself: with n nodes the limits are up to n times these. Routes without a class
/// (files of the apps) are not counted.
/// </summary>
/// <remarks>A vendor calls for all clinics from a few addresses: who proves by signature to be the vendor (<see cref="Vouched"/>) counts for the clinic alone. Who claims it in vain
/// counts for their address alone, so that forgers do not use up what the clinic's own calls need.</remarks>
internal sealed class RateLimits(RequestDelegate next, Buckets buckets)
{
    public async Task Invoke(HttpContext context, RequestScope scope)
    {
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<RateRule>() is { } rule && await Take(context, scope, rule.Class, endpoint.Metadata.GetMetadata<Vouched>()) is { } wait)
        {
            await Refuse(context, wait);
            return;
        }
        await next(context);
    }

    internal static Task Refuse(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Problems.Problem(StatusCodes.Status429TooManyRequests, "rate_limited", "Too many requests. Please wait a moment.").ExecuteAsync(context);
    }

    private async ValueTask<TimeSpan?> Take(HttpContext context, RequestScope scope, RateClass rate, Vouched? vouched)
    {
        var (tenant, address) = (scope.HasTenant ? scope.Tenant.Id : (Guid?)null, context.Connection.RemoteIpAddress);
        if (vouched is null)
            return buckets.Take(rate, tenant, address);
        return await vouched.IsGenuine(context) ? buckets.TakeOfClinic(rate, tenant) : buckets.TakeOfAddress(rate, address);
    }
}

/// <summary>On a route that a vendor calls: whether a request bears the vendor's signature. Asked once before the request is counted, so it must be cheap.</summary>
internal sealed record Vouched(Func<HttpContext, ValueTask<bool>> IsGenuine);

/// <param name="Burst">What may come at once.</param>
/// <param name="PerSecond">What may come all the time.</param>
internal sealed record RateLimit(double Burst, double PerSecond)
{
    // A clinic's whole staff may sit behind one address: an address may do what fifty busy people do.
    internal static RateLimit OfAddress(RateClass rate) => rate switch
    {
        RateClass.Read => new(1000, 200),
        RateClass.Write => new(500, 50),
        RateClass.Search => new(300, 50),
        RateClass.SignIn => new(60, 1),
        _ => new(1000, 200),
    };

    // Signing in is counted for addresses and accounts alone: a limit of the clinic would let a stranger with many addresses keep all its people out.
    internal static RateLimit? OfTenant(RateClass rate) => rate switch
    {
        RateClass.Read => new(5000, 1000),
        RateClass.Write => new(1000, 200),
        RateClass.Search => new(1000, 200),
        RateClass.SignIn => null,
        _ => new(1000, 200),
    };
}

/// <summary>The buckets of this node. At most <see cref="Most"/> of them: full ones are forgotten, and when that does not help newcomers share one.</summary>
internal sealed class Buckets(RateLimitSettings settings, TimeProvider clock)
{
    internal const int Most = 50_000;
    private static readonly TimeSpan SweepAtMostEvery = TimeSpan.FromSeconds(1);

    private readonly record struct Key(RateClass Class, bool IsTenant, UInt128 Who);

    private readonly ConcurrentDictionary<Key, Bucket> buckets = new();
    private int count;
    private long sweptAt = clock.GetTimestamp();

    internal int Count => count;

    /// <summary>Takes a token of the address and one of the clinic. Null when both had one; else how long until there is one.</summary>
    // The address first: one that floods must not use up its clinic's tokens.
    internal TimeSpan? Take(RateClass rate, Guid? tenant, IPAddress? address) => TakeOfAddress(rate, address) ?? TakeOfClinic(rate, tenant);

    internal TimeSpan? TakeOfAddress(RateClass rate, IPAddress? address) => Take(new Key(rate, false, Number(address)), RateLimit.OfAddress(rate));

    internal TimeSpan? TakeOfClinic(RateClass rate, Guid? tenant) =>
        tenant is { } id && RateLimit.OfTenant(rate) is { } limit ? Take(new Key(rate, true, Number(id)), limit) : null;

    private TimeSpan? Take(Key key, RateLimit limit)
    {
        if (settings.Limits == OnOff.Off)
            return null;
        var now = clock.GetTimestamp();
        return Of(key, limit, now).Take(now, clock);
    }

    private Bucket Of(Key key, RateLimit limit, long now)
    {
        if (buckets.TryGetValue(key, out var bucket))
            return bucket;
        if (Volatile.Read(ref count) >= Most && !Sweep(now))
            key = key with { Who = UInt128.MaxValue };
        var made = new Bucket(limit, now);
        bucket = buckets.GetOrAdd(key, made);
        if (ReferenceEquals(bucket, made))
            Interlocked.Increment(ref count);
        return bucket;
    }

    private bool Sweep(long now)
    {
        var last = Interlocked.Read(ref sweptAt);
        if (clock.GetElapsedTime(last, now) >= SweepAtMostEvery && Interlocked.CompareExchange(ref sweptAt, now, last) == last)
            foreach (var (key, bucket) in buckets)
                if (bucket.IsFull(now, clock) && buckets.TryRemove(key, out _))
                    Interlocked.Decrement(ref count);
        return Volatile.Read(ref count) < Most;
    }

    private static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    // A household of IPv6 has 2^64 addresses: it counts as one.
    private static UInt128 Number(IPAddress? address)
    {
        if (address is null)
            return 0;
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
            bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private sealed class Bucket(RateLimit limit, long now)
    {
        private readonly Lock gate = new();
        private double tokens = limit.Burst;
        private long at = now;

        internal TimeSpan? Take(long now, TimeProvider clock)
        {
            lock (gate)
            {
                Fill(now, clock);
                if (tokens < 1)
                    return TimeSpan.FromSeconds((1 - tokens) / limit.PerSecond);
                tokens--;
                return null;
            }
        }

        internal bool IsFull(long now, TimeProvider clock)
        {
            lock (gate)
            {
                Fill(now, clock);
                return tokens >= limit.Burst;
            }
        }

        private void Fill(long now, TimeProvider clock)
        {
            if (now <= at)
                return;
            tokens = Math.Min(limit.Burst, tokens + clock.GetElapsedTime(at, now).TotalSeconds * limit.PerSecond);
            at = now;
        }
    }
}
