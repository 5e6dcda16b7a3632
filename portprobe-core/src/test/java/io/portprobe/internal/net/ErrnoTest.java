package io.portprobe.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrnoTest {
  /** Without its native library, Netty's class of errors stays unusable for the whole JVM. */
  @BeforeAll
  static void loadNativeLibrary() {
    Epoll.isAvailable();
  }

  @ParameterizedTest
  @EnumSource(Errno.class)
  void ofLinux_everyNumber_isItsError(Errno errno) {
    assertThat(Errno.ofLinux(errno.number())).contains(errno);
  }

  @ParameterizedTest
  @EnumSource(Errno.class)
  @EnabledOnOs(OS.LINUX)
  void of_everyNumber_positiveOrNegative_isItsError(Errno errno) {
    assertThat(Errno.of(errno.number())).contains(errno);
    assertThat(Errno.of(-errno.number())).contains(errno);
  }

  @ParameterizedTest
  @EnumSource(Errno.class)
  @EnabledOnOs(OS.LINUX)
  void of_nettyException_isItsError(Errno errno) {
    IOException failure = Errors.newIOException("connect", -errno.number());
    assertThat(Errno.of(failure)).contains(errno);
    assertThat(Errno.numberOf(failure)).isEqualTo(errno.number());
    assertThat(Errno.isAmbiguous(failure)).isFalse();
  }

  @Test
  void of_nioException_isKnownByClassTextOrCause() {
    assertThat(Errno.of(new PortUnreachableException())).contains(Errno.ECONNREFUSED);
    assertThat(Errno.of(new NoRouteToHostException())).contains(Errno.EHOSTUNREACH);
    assertThat(Errno.of(new ConnectException("Connection refused"))).contains(Errno.ECONNREFUSED);
    assertThat(Errno.of(new IllegalStateException(new IOException("Too many open files"))))
        .contains(Errno.EMFILE);
  }

  @ParameterizedTest
  @CsvSource({
    "connect(..) failed with error(-110): no text, ETIMEDOUT",
    "error(110), ETIMEDOUT",
    "error() error(x) error(-) error(99999) error(-99), EADDRNOTAVAIL",
  })
  @EnabledOnOs(OS.LINUX)
  void of_messageOfNetty_isTheFirstNumber(String message, Errno errno) {
    assertThat(Errno.of(new IOException(message))).contains(errno);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error(", "error(-", "error(12", "error(1 2)", "error(\u0661\u0661)"})
  void of_messageWithoutANumber_isEmpty(String message) {
    assertThat(Errno.of(new IOException(message))).isEmpty();
  }

  @Test
  void isAmbiguous_exceptionOfNettyForTwoErrors_onlyWithoutText() {
    assertThat(Errno.isAmbiguous(new NoRouteToHostException())).isTrue();
    assertThat(Errno.isAmbiguous(new NoRouteToHostException("No route to host"))).isFalse();
  }

  @Test
  void numberOf_unknownException_isInputOutputError() {
    assertThat(Errno.of(new IOException("flux capacitor"))).isEmpty();
    assertThat(Errno.numberOf(new IOException("flux capacitor"))).isEqualTo(5);
  }

  @Test
  void isShortage_resourcesThatOthersRelease() {
    assertThat(EnumSet.allOf(Errno.class).stream().filter(Errno::isShortage))
        .containsExactlyInAnyOrder(
            Errno.EAGAIN, Errno.ENOMEM, Errno.ENFILE, Errno.EMFILE, Errno.ENOBUFS);
  }

  @Test
  void mayComeFromPeer_errorsOfAnEarlyReply() {
    assertThat(EnumSet.allOf(Errno.class).stream().filter(Errno::mayComeFromPeer))
        .containsExactlyInAnyOrder(Errno.ECONNREFUSED, Errno.ECONNRESET, Errno.ETIMEDOUT);
  }

  @Test
  void mayComeFromIcmp_errorsThatTheKernelDerives() {
    assertThat(EnumSet.allOf(Errno.class).stream().filter(Errno::mayComeFromIcmp))
        .containsExactlyInAnyOrder(
            Errno.EHOSTUNREACH,
            Errno.ENETUNREACH,
            Errno.EACCES,
            Errno.EHOSTDOWN,
            Errno.ENONET,
            Errno.ENOPROTOOPT,
            Errno.EPROTO);
  }
}
