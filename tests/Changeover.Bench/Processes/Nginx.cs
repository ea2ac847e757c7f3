namespace Changeover.Bench.Processes;

/// <summary>nginx with a configuration of its own, away from the system's: one process, a plain reverse proxy with kept connections.</summary>
internal static class Nginx
{
    /// <summary>Starts it, in the foreground of its own folder.</summary>
    public static async Task<ChildProcess> StartAsync(string parent, int port, Uri upstream, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "nginx")).FullName;
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, Config(folder, port, upstream), cancellationToken);
        return ChildProcess.Start("nginx", "-p", folder, "-c", file, "-e", Path.Combine(folder, "error.log"));
    }

    private static string Config(string folder, int port, Uri upstream) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/nginx.pid;
        error_log {{folder}}/error.log;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          keepalive_requests 1000000000;
          upstream static { server {{upstream.Authority}}; keepalive 256; keepalive_requests 1000000000; }
          server {
            listen 127.0.0.1:{{port}};
            location / {
              proxy_pass http://static;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
            }
          }
        }
        """;
}
