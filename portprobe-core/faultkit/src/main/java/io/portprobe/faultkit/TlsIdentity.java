package io.portprobe.faultkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a self-signed certificate, made on the spot, for {@link TcpPeer#tls}. Nobody trusts it,
 * which is the point. Immutable.
 */
public final class TlsIdentity {
  private final X509Certificate certificate;
  private final SSLContext context;

  private TlsIdentity(X509Certificate certificate, SSLContext context) {
    this.certificate = certificate;
    this.context = context;
  }

  /**
   * Makes an identity that is valid from yesterday for a year.
   *
   * @param names at least one DNS name or address literal; the first is also the common name
   * @return a new identity with a key of its own (ECDSA, P-256)
   * @throws IllegalArgumentException if there is no name, or one is empty or not ASCII
   */
  public static TlsIdentity selfSigned(String... names) {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    return selfSigned(yesterday, yesterday.plus(Duration.ofDays(366)), names);
  }

  /**
   * Makes an identity that is valid for a time, which may be over.
   *
   * @param from the first second it is valid
   * @param until the last second it is valid
   * @param names at least one DNS name or address literal; the first is also the common name
   * @return a new identity with a key of its own (ECDSA, P-256)
   * @throws IllegalArgumentException if there is no name, or one is empty or not ASCII
   */
  public static TlsIdentity selfSigned(Instant from, Instant until, String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("names: none (expected: at least one)");
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] encoded = SelfSignedCertificate.encode(keys, from, until, names);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
      return new TlsIdentity(certificate, context(keys, certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks ECDSA on P-256, X.509 or TLS", e);
    }
  }

  private static SSLContext context(KeyPair keys, X509Certificate certificate)
      throws GeneralSecurityException {
    char[] password = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new UncheckedIOException("an empty key store is read from nowhere", e);
    }
    store.setKeyEntry("peer", keys.getPrivate(), password, new X509Certificate[] {certificate});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /**
   * What the peer shows.
   *
   * @return the certificate
   */
  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * The identity of a server.
   *
   * @return a context for {@link TcpPeer#tls}
   */
  public SSLContext context() {
    return context;
  }
}
