package io.portprobe.protocols.rsync;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "rsync"}: the daemon of rsync, bound to tcp/873.
 *
 * <p>The client reads the greeting {@code @RSYNCD: version checksums} and closes. With {@link
 * #MODULES} it sends its version, then {@code #list}, and reads the public modules. It opens no
 * module and transfers no file. The finding is an {@link RsyncResult}.
 */
public final class Rsync {
  /** Whether to list the modules. The daemon may log the request. Default: false. */
  public static final ProtocolOption<Boolean> MODULES =
      ProtocolOption.of("rsync.modules", false)
          .describedAs("Whether to list the modules of the daemon.");

  private Rsync() {}
}
