/** Mail providers whose domain says nothing about the company behind an address. */
const freemailDomains = new Set(
  `aol.com arcor.de email.de fastmail.com freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com
   hotmail.com hotmail.de icloud.com live.com live.de mail.com mail.de mail.ru mailbox.org me.com msn.com outlook.com outlook.de
   posteo.de proton.me protonmail.com t-online.de tutanota.com tuta.com vodafone.de web.de yahoo.com yahoo.de yahoo.co.uk
   yandex.com yandex.ru ymail.com zoho.com orange.fr laposte.net free.fr wanadoo.fr libero.it bluewin.ch hispeed.ch chello.at
   btinternet.com comcast.net verizon.net qq.com 163.com`.split(/\s+/),
);

/** The company's mail domain of an address; null for a freemail provider or a text that is no address. */
export const companyDomain = (email: string): string | null => {
  const domain = /@([^@\s]+)$/.exec(email.trim().toLowerCase())?.[1];
  return domain === undefined || freemailDomains.has(domain) ? null : domain;
};
