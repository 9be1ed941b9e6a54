using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Frontdesk.Platform;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Frontdesk.Host;

/// <summary>The HTTP contract as OpenAPI 3.1: committed as <c>openapi.json</c>, compared in tests, and what the web client is generated from.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";

    internal static IServiceCollection AddApiDocument(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(static json =>
        {
            // Numbers that also read as strings would become "number | string" in the generated client.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            // A null where the contract has none is refused with its path, not met later.
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.TypeInfoResolver = json.SerializerOptions.TypeInfoResolver!.WithAddedModifier(RefuseNullElements);
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        })
        .AddOpenApi(Name, static options =>
        {
            // Every use case has its own Request and Response: without the use case's name they would all be one schema.
            options.CreateSchemaReferenceId = static type =>
                OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id && type.Type.DeclaringType is { } useCase ? useCase.Name + id : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "Frontdesk", Version = Name, License = new OpenApiLicense { Name = "Apache-2.0" } };
                document.Servers = [];
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(static (operation, context, _) =>
            {
                // The schema of the whole API stays in one place: who may call, and what the audit will say.
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                operation.Tags = new HashSet<OpenApiTagReference> { new(context.Description.RelativePath!.Split('/')[2], context.Document) };
                if (metadata.OfType<Access>().SingleOrDefault() is { } access)
                    operation.Description = access.AnonymousBecause is null ? $"Requires {access.Permission}." : $"Anonymous: {access.AnonymousBecause}.";
                return Task.CompletedTask;
            });
        });

    // The annotations are looked at for properties and not for what lists hold. No list of the contract holds nulls.
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false })
        {
            type.OnDeserialized = static list =>
            {
                foreach (var element in (IEnumerable)list)
                    _ = element ?? throw new JsonException();
            };
        }
    }

    /// <summary>The document of the composed program; needs no database.</summary>
    internal static async Task<string> Write(WebApplication app, CancellationToken ct)
    {
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(ct);
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, ct) + "\n";
    }
}
