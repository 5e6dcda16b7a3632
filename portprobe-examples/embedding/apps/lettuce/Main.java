import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;

/** A client of a Redis server. */
public class Main {
  /** Sends PING, and probes. */
  public static void main(String[] args) throws Exception {
    RedisURI uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(Integer.parseInt(System.getenv("REDIS_PORT")))
            .withTimeout(Duration.ofSeconds(10))
            .build();
    String reply = RedisClient.create(uri).connect().sync().ping();
    if (!reply.equals("PONG")) {
      throw new AssertionError(reply);
    }
    System.out.println("job: " + reply);
    Probes.run(args);
    System.exit(0);
  }
}
