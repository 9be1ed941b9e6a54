using Frontdesk.Host;

await FrontdeskHost.Build(args, new Dictionary<string, string?>()).RunAsync();
