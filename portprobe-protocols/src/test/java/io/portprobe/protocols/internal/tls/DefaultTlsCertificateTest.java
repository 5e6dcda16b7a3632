package io.portprobe.protocols.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.tls.TlsCertificate;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/**
 * Certificates that {@code openssl req -x509 -set_serial} made, with the subject {@code /O=Müller,
 * Söhne/OU=a+UID=b/CN=x;y}.
 */
class DefaultTlsCertificateTest {
  /** The serial number is -0x013FF495. */
  private static final String NEGATIVE =
      """
      MIIB0DCCAXWgAwIBAgIE/sALazAKBggqhkjOPQQDAjBFMRgwFgYDVQQKDA9Nw7xs
      bGVyLCBTw7ZobmUxGzAIBgNVBAsMAWEwDwYKCZImiZPyLGQBAQwBYjEMMAoGA1UE
      AwwDeDt5MB4XDTI2MTEyOTA3MjY0MVoXDTM2MTEyNjA3MjY0MVowRTEYMBYGA1UE
      CgwPTcO8bGxlciwgU8O2aG5lMRswCAYDVQQLDAFhMA8GCgmSJomT8ixkAQEMAWIx
      DDAKBgNVBAMMA3g7eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJfQvdjmIqUN
      PkbJ4x6B37Wz7aXRJ00UcFgGFcuKEWIL7HlWkWR7/sclNkul+dhxaCfezTC7/4Bo
      NffyNZ6iXm2jUzBRMB0GA1UdDgQWBBSU1diIqpMd1YqFZCtwgOAD7d+EUjAfBgNV
      HSMEGDAWgBSU1diIqpMd1YqFZCtwgOAD7d+EUjAPBgNVHRMBAf8EBTADAQH/MAoG
      CCqGSM49BAMCA0kAMEYCIQCaXbl76d3m5q9KUaQlELEPYHAXCnWU703tIlD6tmkF
      gAIhAOGPpNRG4pqNabzwBm5NmpJUo1TFeW6LQ5GGHOwfqQXX
      """;

  /** The serial number is 0x0A0B. */
  private static final String LEADING_ZERO =
      """
      MIIBzTCCAXOgAwIBAgICCgswCgYIKoZIzj0EAwIwRTEYMBYGA1UECgwPTcO8bGxl
      ciwgU8O2aG5lMRswCAYDVQQLDAFhMA8GCgmSJomT8ixkAQEMAWIxDDAKBgNVBAMM
      A3g7eTAeFw0yNjExMjkwNzI2NDFaFw0zNjExMjYwNzI2NDFaMEUxGDAWBgNVBAoM
      D03DvGxsZXIsIFPDtmhuZTEbMAgGA1UECwwBYTAPBgoJkiaJk/IsZAEBDAFiMQww
      CgYDVQQDDAN4O3kwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQAmmMarUIC/v4k
      UO+BbSPhewRQF9/pPE2jkuaGR+Z+d+QwNb8+ptsrqqQIwJFT9VexL80hVm9WNiXy
      DsQGmTNpo1MwUTAdBgNVHQ4EFgQU8TtiqT6nLX8AYXKb2LXmJJQQ6u8wHwYDVR0j
      BBgwFoAU8TtiqT6nLX8AYXKb2LXmJJQQ6u8wDwYDVR0TAQH/BAUwAwEB/zAKBggq
      hkjOPQQDAgNIADBFAiEA5SR5pWKsEg0cyOWxafYGDK6zgU+d6eMu01nNM+D1e/EC
      IGc6Vw4VHFxukt3V84nsbEZaQ6UaMrxt1Sp1JMWQZjgv
      """;

  /** The serial number is 0xF0, which DER encodes with a leading zero byte. */
  private static final String SIGN_BYTE =
      """
      MIIBzTCCAXOgAwIBAgICAPAwCgYIKoZIzj0EAwIwRTEYMBYGA1UECgwPTcO8bGxl
      ciwgU8O2aG5lMRswCAYDVQQLDAFhMA8GCgmSJomT8ixkAQEMAWIxDDAKBgNVBAMM
      A3g7eTAeFw0yNjExMjkwNzI2NDFaFw0zNjExMjYwNzI2NDFaMEUxGDAWBgNVBAoM
      D03DvGxsZXIsIFPDtmhuZTEbMAgGA1UECwwBYTAPBgoJkiaJk/IsZAEBDAFiMQww
      CgYDVQQDDAN4O3kwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARUnfDeiEgBH757
      fyFGDMxlwKTstJ3fSB6+zs9YLCyLyU+k/KhstA+C8zdF85yGI3Km+KsFp0rIrg3e
      CZK+TuaZo1MwUTAdBgNVHQ4EFgQUNgJ9jlWCzYlOH6F7qcRTrMrUVWYwHwYDVR0j
      BBgwFoAUNgJ9jlWCzYlOH6F7qcRTrMrUVWYwDwYDVR0TAQH/BAUwAwEB/zAKBggq
      hkjOPQQDAgNIADBFAiEAnoD9VAROsoA30Itb4fDw4j1W15vp4Ygpsk37PRFV89EC
      IFoADbN4A0dVw98xcqu3GrdATJ8FWdDwccxRZYT8CKg1
      """;

  private static TlsCertificate certificate(String base64) throws CertificateException {
    byte[] der = Base64.getMimeDecoder().decode(base64);
    return DefaultTlsCertificate.of(
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der)));
  }

  @Test
  void serialNumber_negative_hasAMinusSign() throws CertificateException {
    assertThat(certificate(NEGATIVE).serialNumber()).isEqualTo("-13ff495");
  }

  @Test
  void serialNumber_hasNoLeadingZeros() throws CertificateException {
    assertThat(certificate(LEADING_ZERO).serialNumber()).isEqualTo("a0b");
    assertThat(certificate(SIGN_BYTE).serialNumber()).isEqualTo("f0");
  }

  /** OpenSSL escapes each byte of them, and reverses an RDN of several values. */
  @Test
  void subject_isEscaped_butNotItsUnicodeLetters() throws CertificateException {
    assertThat(certificate(NEGATIVE).subject()).isEqualTo("CN=x\\;y,OU=a+UID=b,O=Müller\\, Söhne");
  }
}
