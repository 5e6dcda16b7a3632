package io.portprobe;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Installs BlockHound in the JVMs that run tests. Not in Maven's JVM, where Surefire also loads
 * listeners to distribute the test classes among its forks.
 */
public final class BlockHoundInstaller implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (Boolean.getBoolean("portprobe.test.jvm")) {
      BlockHound.install();
    }
  }
}
