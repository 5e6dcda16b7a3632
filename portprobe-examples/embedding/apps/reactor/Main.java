import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** An HTTP server and client of Reactor Netty. */
public class Main {
  /** Serves, requests a page, and probes. */
  public static void main(String[] args) throws Exception {
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> response.sendString(Mono.just("hello")))
            .bindNow();
    String body =
        HttpClient.create()
            .get()
            .uri("http://127.0.0.1:" + server.port())
            .responseContent()
            .aggregate()
            .asString()
            .block(Duration.ofSeconds(10));
    System.out.println("job: " + body);
    Probes.run(args);
    System.exit(0);
  }
}
