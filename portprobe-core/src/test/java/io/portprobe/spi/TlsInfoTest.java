package io.portprobe.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TlsIdentity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlsInfoTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private static X509Certificate expiring(Instant end) {
    return TlsIdentity.selfSigned(NOW.minus(400, ChronoUnit.DAYS), end, "db.example").certificate();
  }

  private static TlsInfo info(X509Certificate... chain) {
    return TlsInfo.of("TLSv1.3", "TLS_AES_256_GCM_SHA384", List.of(chain), Optional.empty());
  }

  @Test
  void daysLeft_isThatOfTheFirstToExpire() {
    X509Certificate own = expiring(NOW.plus(30, ChronoUnit.DAYS));
    X509Certificate issuer = expiring(NOW.plus(10, ChronoUnit.DAYS).plusSeconds(5));

    assertThat(info(own).daysLeft(NOW)).hasValue(30);
    assertThat(info(own, issuer).daysLeft(NOW)).hasValue(10);
  }

  @Test
  void daysLeft_lastDayAndAfterwards() {
    X509Certificate today = expiring(NOW.plus(1, ChronoUnit.HOURS));

    assertThat(info(today).daysLeft(NOW)).hasValue(0);
    assertThat(info(today).daysLeft(NOW.plus(2, ChronoUnit.HOURS))).hasValue(-1);
  }

  @Test
  void daysLeft_noCertificate_isEmpty() {
    assertThat(info().daysLeft(NOW)).isEmpty();
  }
}
