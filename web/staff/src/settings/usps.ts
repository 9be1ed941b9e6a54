/** Where a licence to practise can be from: the states, the District and the territories, by their USPS codes. */
export const usps =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI'.split(
    ' ',
  );

/** What people in the United States speak most; any other tag can be typed. */
export const commonLanguages =
  'en es zh vi tl ar fr ht ko ru pt de hi ur gu pa bn te pl it ja fa am so hmn ase'.split(' ');
