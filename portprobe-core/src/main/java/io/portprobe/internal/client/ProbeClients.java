package io.portprobe.internal.client;

import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.names.NameService;
import java.util.function.Function;
import java.util.function.Supplier;

/** The factory of clients: the only access of the API to the engine. */
public final class ProbeClients {
  private ProbeClients() {}

  /**
   * Opens a client.
   *
   * @param config the settings
   * @param builders makes a builder of settings, for {@link ProbeClient#toBuilder()}
   * @throws IllegalStateException if two protocols share a name, or the I/O mode is not available
   */
  public static ProbeClient open(
      ClientConfig config, Function<ClientConfig, ProbeClientBuilder> builders) {
    ClassLoading classes = ClassLoading.start(config.ioMode());
    try {
      return open(
          config, builders, () -> ClientEventLoops.open(config.ioMode(), config.eventLoops()));
    } finally {
      classes.end();
    }
  }

  /**
   * Opens a client.
   *
   * @param config the settings
   * @param builders makes a builder of settings, for {@link ProbeClient#toBuilder()}
   * @param loops opens the event loops, which the client stops
   * @throws IllegalStateException if two protocols share a name, or the loops cannot be opened
   */
  public static ProbeClient open(
      ClientConfig config,
      Function<ClientConfig, ProbeClientBuilder> builders,
      Supplier<ClientEventLoops> loops) {
    ClientEventLoops opened = loops.get();
    try {
      NameService names = NameService.of(config.resolver(), opened);
      WarmUp warmUp = WarmUp.start(opened, names); // runs beside the discovery of protocols
      ProtocolRegistry protocols =
          ProtocolRegistry.of(config.protocols(), config.discovery(), config.classLoader());
      ProbeClient client =
          new DefaultProbeClient(config, () -> builders.apply(config), protocols, opened, names);
      warmUp.await();
      return client;
    } catch (RuntimeException | Error e) {
      var unused = opened.close();
      throw e;
    }
  }
}
