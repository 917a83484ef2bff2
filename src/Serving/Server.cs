using System.Net;
using System.Net.Sockets;
using Grpc.AspNetCore.Server.Model;
using HealthScore.Serving.Models;
using HealthScore.Serving.Services;
using HealthScore.Serving.Statuses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace HealthScore.Serving;

/// <summary>The server: gRPC on one port, the same methods as JSON on another.</summary>
/// <remarks>Loopback only; one model for the life of the process; no call outlives the drain limit.</remarks>
public static class Server
{
    /// <summary>Starts and returns as soon as both ports listen.</summary>
    /// <exception cref="ServerException">A port is in use, or one for both, or an address is not loopback.</exception>
    public static async Task<RunningServer> StartAsync(ServerOptions options)
    {
        var grpc = ListenAddress.Loopback(options.Grpc);
        var http = ListenAddress.Loopback(options.Http);
        ListenAddress.RequireDifferent(grpc, http);
        var app = Build(options, grpc, http);
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure)
            when (failure is SocketException or IOException { InnerException: AddressInUseException or SocketException }
            )
        {
            await app.DisposeAsync();
            throw ListenAddress.Refused(failure, grpc, http);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var bound = app
            .Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses.Select(address => new Uri(address).Port)
            .ToArray();
        return new RunningServer(app, new IPEndPoint(grpc.Address, bound[0]), new IPEndPoint(http.Address, bound[1]));
    }

    private static WebApplication Build(ServerOptions options, IPEndPoint grpc, IPEndPoint http)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        Log(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, grpc, http));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainLimit);
        builder.Services.AddSingleton(options).AddSingleton(new ServedModel(options.Model, options.MetricsJson));
        AddGrpc(builder.Services);

        var app = builder.Build();
        app.UseMiddleware<UploadTimer>();
        app.UseMiddleware<FrameworkErrors>();
        app.UseMiddleware<JsonRequests>();
        app.MapGrpcService<Scoring>();
        app.MapGrpcService<ScoreWire>().Add(GoFirst);
        app.MapGrpcService<ModelFacts>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        return app;
    }

    /// <summary>Scoring has a Score too: over gRPC the leaner one comes first. Its catch-all comes last.</summary>
    private static void GoFirst(EndpointBuilder endpoint)
    {
        var route = (RouteEndpointBuilder)endpoint;
        route.Order = route.RoutePattern.Parameters.Count == 0 ? -1 : 1;
    }

    private static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        // The framework tells every message that does not parse with a stack; FrameworkErrors does in a line.
        logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None);
        // A start that fails is told by ServerException, in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // It looks for a generated class behind ScoreWire, and there is none.
        logging.AddFilter("Microsoft.AspNetCore.Grpc.JsonTranscoding.Internal.Binding", LogLevel.Error);
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }

    private static void Limit(KestrelServerOptions kestrel, IPEndPoint grpc, IPEndPoint http)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = ServerOptions.LargestMessage;
        kestrel.Limits.Http2.MaxStreamsPerConnection = ServerOptions.MostStreamsPerConnection;
        // The stock limit ends the whole connection with every call on it; UploadTimer ends the one that stalled.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Listen(grpc, listen => listen.Protocols = HttpProtocols.Http2);
        kestrel.Listen(http, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static void AddGrpc(IServiceCollection services)
    {
        services
            .AddGrpc(grpc =>
            {
                grpc.MaxReceiveMessageSize = ServerOptions.LargestMessage;
                grpc.MaxSendMessageSize = ServerOptions.LargestMessage;
                grpc.Interceptors.Add<HandlerErrors>();
                // For FrameworkErrors' eyes only: it replaces every such text before it leaves.
                grpc.EnableDetailedErrors = true;
            })
            .AddJsonTranscoding(json => json.TypeRegistry = JsonRequests.Details);
        services.AddSingleton<HandlerErrors>();
        services.AddSingleton<IServiceMethodProvider<ScoreWire>, ScoreWireMethod>();
        services.AddGrpcReflection();
        services
            .AddGrpcHealthChecks(health =>
            {
                health.Services.Map("healthscore.v1.ScoringService", _ => true);
                health.Services.Map("healthscore.v1.ModelService", _ => true);
                health.Services.Map("model", check => check.Name == "model");
            })
            .AddCheck<ModelHealth>("model");
        services.Configure<HealthCheckPublisherOptions>(publisher => publisher.Period = TimeSpan.FromSeconds(5));
    }
}
