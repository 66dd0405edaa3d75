#!/bin/sh
# The child's screen: waits for the kiosk program, shows its page, and shows it again if the browser ends.
PAGE=http://localhost:8090
while :; do
  until curl --silent --fail --output /dev/null "$PAGE/healthz"; do sleep 1; done
  chromium --kiosk --noerrdialogs --disable-infobars --password-store=basic \
    --autoplay-policy=no-user-gesture-required "$PAGE"
  sleep 2
done
