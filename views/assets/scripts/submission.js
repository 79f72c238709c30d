/** The review and the receipt: one press sends once, and once sent nothing stays on the device. */
import { releaseAll } from './answer/device.js';

const form = document.getElementById('submission');
const receipt = document.querySelector('.receipt[data-response]');
if (form) sendOnce(form);
if (receipt) releaseAll(receipt.dataset.response);

function sendOnce(sending) {
  sending.addEventListener('submit', (event) => {
    if (sending.dataset.isSent) event.preventDefault();
    sending.dataset.isSent = 'true';
  });
  window.addEventListener('pageshow', () => {
    delete sending.dataset.isSent;
  });
}
